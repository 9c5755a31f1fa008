import { Webhook } from 'standardwebhooks';

/**
 * The headers that let a receiver check a message, as Standard Webhooks 1.0.0 has them. `id` stays the same at every
 * attempt, so that a receiver can tell a message it has; `at` is the time of the attempt. With several secrets
 * (`whsec_…`) there are as many signatures, so that receivers can learn a new one while the old one holds.
 */
export function signMessage(
  { id, body }: { id: string; body: string },
  secrets: readonly string[],
  at: Date,
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
