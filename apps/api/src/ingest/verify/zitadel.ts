import { hmacOf, sameBytes } from './same-bytes.js';
import { headerOf, needed, readUnixSeconds, refuseOld, type Signed, type Verdict, wrong } from './verdict.js';

const header = 'ZITADEL-Signature';
const partsMax = 20;

/**
 * Checks a request of Zitadel's Actions v2: `t=<seconds>,v1=<hex>` (more than one `v1` while keys change), each an
 * HMAC-SHA256 over `t.body`.
 */
export function verifyZitadel(secret: string, { headers, body, now }: Signed): Verdict {
  const value = headerOf(headers, 'zitadel-signature');
  if (value === undefined) return needed(header);
  const parts = value.split(',', partsMax).map((part) => part.trim());
  const timestamp = parts.find((part) => part.startsWith('t='))?.slice(2);
  const signedAt = readUnixSeconds(timestamp);
  if (signedAt === null) return wrong(header);
  const expected = hmacOf('sha256', secret, [`${timestamp}.`, body]);
  const fits = parts
    .filter((part) => /^v1=[0-9a-f]+$/i.test(part))
    .some((part) => sameBytes(Buffer.from(part.slice(3), 'hex'), expected));
  if (!fits) return wrong(header);
  return refuseOld(signedAt, now) ?? { ok: true, signedAt };
}
