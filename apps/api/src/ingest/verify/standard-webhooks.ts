import { hmacOf, sameBytes } from './same-bytes.js';
import { headerOf, needed, readUnixSeconds, refuseOld, type Signed, type Verdict, wrong } from './verdict.js';

const signaturesMax = 20;

/**
 * Checks a request by Standard Webhooks 1.0.0, which Svix and so Clerk made: `v1,<base64>` of HMAC-SHA256 over
 * `id.timestamp.body`. With Node's own HMAC, since the specification's library hashes in JavaScript, many times
 * slower, in the request. `secret` is `whsec_` and base64.
 */
export function verifyStandardWebhook(secret: string, { headers, body, now }: Signed): Verdict {
  const prefix = headers['svix-signature'] === undefined ? 'webhook' : 'svix';
  const id = headerOf(headers, `${prefix}-id`);
  const timestamp = headerOf(headers, `${prefix}-timestamp`);
  const signatures = headerOf(headers, `${prefix}-signature`);
  if (id === undefined || timestamp === undefined || signatures === undefined) {
    return needed('webhook-id, webhook-timestamp and webhook-signature (or svix-…)');
  }
  const signedAt = readUnixSeconds(timestamp);
  if (signedAt === null) return wrong(`${prefix}-timestamp`);
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = hmacOf('sha256', key, [`${id}.${timestamp}.`, body]);
  const fits = signatures
    .split(' ', signaturesMax)
    .filter((signature) => signature.startsWith('v1,'))
    .some((signature) => sameBytes(Buffer.from(signature.slice(3), 'base64'), expected));
  if (!fits) return wrong(`${prefix}-signature`);
  return refuseOld(signedAt, now) ?? { ok: true, signedAt };
}
