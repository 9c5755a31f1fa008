import { entries } from '@turnaway/catalog';
import { formatErrorCode } from '@turnaway/contracts/error-code';

/** What a code tells a rule about attacks or credentials, by the reasons of the catalog. */
const reasonsOf = {
  /** The password, or what stands in for it, was wrong. */
  'wrong-credential': ['wrong-password', 'key-not-accepted'],
  'no-such-account': ['no-such-account'],
  'locked-out': ['account-locked'],
  /** The issuer itself refuses an address, or so many tries. */
  'blocked-address': ['malicious-address', 'brute-force-block', 'too-many-tries'],
  'mfa-denied': ['mfa-denied', 'fraud-reported'],
  'mfa-not-answered': ['mfa-not-answered'],
  'token-reused': ['token-reuse-detected', 'authorization-code-reused', 'refresh-token-reused'],
  /** The issuer's finding that a token was stolen. */
  'token-theft': ['token-reuse-detected'],
  'credential-expired': ['client-secret-expired'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type CodeRole = keyof typeof reasonsOf | 'credential-proven';

/**
 * The error codes with a role, as the database writes them (`entra/50126`), for a query's list. `credential-proven`:
 * refused although the first factor was right.
 */
export function codesOf(role: CodeRole): readonly string[] {
  return entries()
    .filter((entry) =>
      role === 'credential-proven'
        ? entry.credentialProven === 'yes' && entry.outcome !== 'success'
        : reasonsOf[role].some((reason) => reason === entry.reason),
    )
    .map(formatErrorCode);
}
