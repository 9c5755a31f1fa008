import type { AlertKind, AlertObservationOf, AlertParams } from '@turnaway/contracts';
import type { Transaction, WatchedRule } from '../with-locked-rule.js';

/** Error codes (`entra/50126`) that tell a kind what it looks for, by their role; the catalog knows them. */
export interface CodesByRole {
  wrongCredential: readonly string[];
  noSuchAccount: readonly string[];
  lockedOut: readonly string[];
  blockedAddress: readonly string[];
  mfaDenied: readonly string[];
  mfaNotAnswered: readonly string[];
  tokenReused: readonly string[];
  tokenTheft: readonly string[];
  credentialExpired: readonly string[];
  credentialProven: readonly string[];
}

export interface Observing<Kind extends AlertKind> {
  rule: Pick<WatchedRule, 'workspaceId' | 'filter'>;
  params: AlertParams<Kind>;
  codes: CodesByRole;
  now: Date;
  /**
   * `now` is so long ago that successes of that time are kept no more: who got in somewhere since then is taken to have
   * got in there before.
   */
  hindsight?: boolean;
}

/** Counts what the judge of a kind looks at, at one moment. */
export type Observer<Kind extends AlertKind> = (
  transaction: Transaction,
  observing: Observing<Kind>,
) => Promise<AlertObservationOf<Kind>>;
