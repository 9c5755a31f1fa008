import { hmacOf, sameBytes } from './same-bytes.js';
import { headerOf, needed, type Signed, type Verdict, wrong } from './verdict.js';

const header = 'X-Keycloak-Signature';
const algorithms = new Map([
  [40, 'sha1' as const],
  [64, 'sha256' as const],
]);

/**
 * Checks a request of Phase Two's Keycloak event listeners: hexadecimal HMAC of the body. Its length says which of
 * the two hashes the listener was set to; both are sound in an HMAC.
 */
export function verifyKeycloak(secret: string, { headers, body }: Signed): Verdict {
  const signature = headerOf(headers, 'x-keycloak-signature')?.trim();
  if (signature === undefined) return needed(header);
  const algorithm = /^[0-9a-f]+$/i.test(signature) ? algorithms.get(signature.length) : undefined;
  if (algorithm === undefined) return wrong(header);
  const expected = hmacOf(algorithm, secret, [body]);
  return sameBytes(Buffer.from(signature, 'hex'), expected) ? { ok: true, signedAt: null } : wrong(header);
}
