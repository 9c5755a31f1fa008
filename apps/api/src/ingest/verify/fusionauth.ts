import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import { sameBytes } from './same-bytes.js';
import { headerOf, needed, type Signed, type Verdict, wrong } from './verdict.js';

const header = 'X-FusionAuth-Signature-JWT';
const toleranceSeconds = 60;
const secretAlgorithms = ['HS256', 'HS384', 'HS512'];
const keyAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
];

/**
 * Checks a signed webhook of FusionAuth: a JWT whose claim `request_body_sha256` is the body's hash, in base64
 * (others who took the scheme over write it in hexadecimal). `secret` is an HMAC secret, or a public key as PEM.
 */
export async function verifyFusionAuth(secret: string, { headers, body, now }: Signed): Promise<Verdict> {
  const token = headerOf(headers, 'x-fusionauth-signature-jwt');
  if (token === undefined) return needed(header);
  const key = secret.startsWith('-----BEGIN') ? readPublicKey(secret) : Buffer.from(secret);
  if (key === null) return wrong(header);
  const algorithms = Buffer.isBuffer(key) ? secretAlgorithms : keyAlgorithms;
  try {
    const options = { algorithms, clockTolerance: toleranceSeconds, currentDate: now };
    const { payload } = await jwtVerify(token, key, options);
    const claimed = payload.request_body_sha256;
    return typeof claimed === 'string' && isHashOf(body, claimed)
      ? { ok: true, signedAt: null }
      : wrong(header);
  } catch (error) {
    // A key of a kind that the token's algorithm cannot use is told with a TypeError.
    if (error instanceof errors.JOSEError || error instanceof TypeError) return wrong(header);
    throw error;
  }
}

function isHashOf(body: Buffer, claimed: string): boolean {
  const hash = createHash('sha256').update(body).digest();
  const encoding = /^[0-9a-f]{64}$/i.test(claimed) ? 'hex' : 'base64';
  return sameBytes(Buffer.from(claimed, encoding), hash);
}

function readPublicKey(pem: string): KeyObject | null {
  try {
    return createPublicKey(pem);
  } catch {
    // What was pasted is no key: nothing fits it.
    return null;
  }
}
