import { codesOf } from './codes-of.js';

/** The codes that kinds of rules look for: fixed while this process runs, as the catalog is. */
export const codesByRole = {
  wrongCredential: codesOf('wrong-credential'),
  noSuchAccount: codesOf('no-such-account'),
  lockedOut: codesOf('locked-out'),
  blockedAddress: codesOf('blocked-address'),
  mfaDenied: codesOf('mfa-denied'),
  mfaNotAnswered: codesOf('mfa-not-answered'),
  tokenReused: codesOf('token-reused'),
  tokenTheft: codesOf('token-theft'),
  credentialExpired: codesOf('credential-expired'),
  credentialProven: codesOf('credential-proven'),
} as const;
