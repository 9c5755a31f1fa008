import { expect, test } from 'vitest';
import { readPairs } from './pairs.js';

test.each([
  ['user="ana b" ip=192.0.2.1', { user: 'ana b', ip: '192.0.2.1' }],
  ["a='x y', b=2; c=[d e]", { a: 'x y', b: '2', c: 'd e' }],
  [
    'type=LOGIN_ERROR, realmId=main, error=invalid_user_credentials',
    { type: 'LOGIN_ERROR', realmId: 'main' },
  ],
  ['q="say \\"hi\\"" n=1', { q: 'say "hi"', n: '1' }],
  ['user=first user=second', { user: 'first' }],
  ['__proto__=x user=ana', { user: 'ana' }],
  ['logname= uid=0 rhost=  user=ana', { logname: '', uid: '0', rhost: '', user: 'ana' }],
  ['a = b', { a: 'b' }],
])('%s', (message, pairs) => {
  expect(readPairs(message)).toMatchObject(pairs);
});
