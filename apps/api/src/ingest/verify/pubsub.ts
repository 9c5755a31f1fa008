import type { FeedVerification } from '@turnaway/contracts';
import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { needed, type Signed, type Verdict } from './verdict.js';

const issuers = ['https://accounts.google.com', 'accounts.google.com'];
const toleranceSeconds = 60;
const fetchTimeoutMs = 3_000;
const keysMaxAgeMs = 10 * 60_000;

/** Google's keys, fetched when a token needs them and kept for a while. */
export function googleKeys(url: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(url), { timeoutDuration: fetchTimeoutMs, cacheMaxAge: keysMaxAgeMs });
}

/**
 * Checks that a push came from a Pub/Sub subscription that uses the feed's service account: the OIDC token of its
 * Authorization header, by issuer, audience, account, time and Google's signature. Rejects where Google's keys
 * cannot be had: that says nothing about the token.
 */
export async function verifyPubsub(
  settings: Extract<FeedVerification, { scheme: 'pubsub' }>,
  keys: JWTVerifyGetKey,
  { headers, now }: Signed,
): Promise<Verdict> {
  const token = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
  if (token === undefined)
    return needed('OIDC token in Authorization; turn on authentication at the push subscription');
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: issuers,
      audience: settings.audience,
      algorithms: ['RS256'],
      clockTolerance: toleranceSeconds,
      currentDate: now,
      requiredClaims: ['exp', 'email'],
    });
    if (payload.email !== settings.serviceAccount || payload.email_verified !== true) {
      return refused('it is for another service account than this feed takes');
    }
    return { ok: true, signedAt: null };
  } catch (error) {
    if (error instanceof errors.JOSEError && reasons[error.code] !== undefined) {
      const claim = error instanceof errors.JWTClaimValidationFailed ? ` (${error.claim})` : '';
      return refused(`${reasons[error.code]}${claim}`);
    }
    throw error;
  }
}

/** The errors of jose that a token is to blame for; all others are ours or Google's. */
const reasons: Readonly<Record<string, string>> = {
  ERR_JWT_EXPIRED: 'it has expired',
  ERR_JWT_CLAIM_VALIDATION_FAILED: 'one of its claims is not what this feed takes',
  ERR_JWT_INVALID: 'it is no JWT',
  ERR_JWS_INVALID: 'it is no JWT',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: "it is not signed with Google's key",
  ERR_JWKS_NO_MATCHING_KEY: "it is not signed with one of Google's keys",
  ERR_JOSE_ALG_NOT_ALLOWED: 'it is not signed with RS256',
  ERR_JOSE_NOT_SUPPORTED: 'it is signed in an unknown way',
};

function refused(why: string): Verdict {
  return {
    ok: false,
    kind: 'signature-wrong',
    detail: `The OIDC token in Authorization is not good for this feed: ${why}.`,
  };
}
