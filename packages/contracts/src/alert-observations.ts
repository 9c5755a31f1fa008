import type { AlertKind } from './alert-kinds.js';

/**
 * What the judge of each kind looks at: plain numbers that one query can count. "The window" is the time of the
 * rule's `windowMinutes` up to now. Lists may be cut at {@link observedRowsMax}, worst first. Addresses and accounts
 * on a rule's allow-list are left out of what is counted over many; where a row names one, the judge leaves it out.
 * Times are ISO 8601. An `account` or `person` is the user key, and personal data.
 */
export interface AlertObservations {
  threshold: ThresholdObservation[];
  baseline: BaselineObservation[];
  'new-error': NewErrorObservation;
  'unknown-code': CodeSeen[];
  'group-change': GroupObservation[];
  'provider-trouble': ProviderObservation[];
  'app-credential': AppCredentialObservation[];
  'feed-silent': FeedObservation[];
  rejects: RejectsObservation[];
  'password-spray': SprayObservation[];
  'brute-force': BruteForceObservation[];
  'credential-stuffing': StuffingObservation;
  'mfa-fatigue': MfaFatigueObservation[];
  'lockout-storm': LockoutObservation;
  'success-after-failures': SuccessAfterFailuresObservation[];
  'impossible-travel': TravelObservation[];
  'token-replay': TokenReplayObservation[];
}
/** An observation of one kind. */
export type AlertObservationOf<Kind extends AlertKind> = AlertObservations[Kind];

export const observedRowsMax = 10_000;

/** One row for each group of `groupBy`; one with the key `all` where it is `none`. */
export interface ThresholdObservation {
  key: string;
  label: string;
  /** What the rule measures: failures, people, or failures ÷ (successes + failures). */
  value: number;
  /** Successes and failures. */
  attempts: number;
}

/**
 * One row for each group of `groupBy`, those included that were there in the history and are not in the window.
 * `history` holds clock hours (or shorter slots, none longer) before the window. Those that are needed overlap the
 * window, and an hour on either side of it, as it was 1 to 7, 14, 21, 28, 35 and 42 days ago; more do no harm. A rule
 * about a drop also needs the 9 hours before these, and before the window itself. A slot without events may be left out:
 * from `learnedSince` on, absent means none.
 */
export interface BaselineObservation {
  key: string;
  label: string;
  failures: number;
  successes: number;
  history: HistorySlot[];
  /** Since when there are events at all of the feeds that the rule looks at; `null` without any. */
  learnedSince: string | null;
}
export interface HistorySlot {
  /** Start of the slot. */
  at: string;
  minutes: number;
  failures: number;
  successes: number;
}

/** What a rule that counts is about, by clock hours: what it can be replayed over. Hours without events may be missing. */
export interface HourlyCounts {
  /** One for each group of `groupBy`; one with the key `all` where it is `none`. Those with most failures come first. */
  keys: { key: string; label: string; hours: HourOfCounts[] }[];
  /** There are more groups than these. */
  isCut: boolean;
  learnedSince: string | null;
}
export interface HourOfCounts {
  /** Start of the hour. */
  at: string;
  failures: number;
  successes: number;
  /** Successes and failures, those included that the rule's filter does not fit. */
  attempts: number;
}

/** An error code (failure, or conditional) that was first seen within the window. */
export interface CodeSeen {
  /** `entra/50053#malicious-ip` */
  errorCode: string;
  title: string;
  /** Where the row is about a code at one app; else `null`. */
  app: string | null;
  firstSeenAt: string;
  /** Failures in the window. */
  failures: number;
  /** People among them; `null` where no record names one. */
  people: number | null;
  apps: number;
}
export interface NewErrorObservation {
  /** When the workspace's first event came; `null` without any. */
  learnedSince: string | null;
  /** Without unknown codes, which have a kind of their own. */
  codes: CodeSeen[];
}

/** An error group that was resolved, or is ignored, with failures in the window. */
export interface GroupObservation {
  groupId: string;
  label: string;
  state: 'resolved' | 'ignored';
  stateSince: string;
  /** Failures that happened in the window and after `stateSince`. */
  failures: number;
  people: number | null;
  /** Failures of a mean window in the 7 days before `stateSince`. */
  usualFailures: number;
}

/** A provider: a system, and the part of it that issued the failures. */
export interface ProviderObservation {
  system: string;
  /** `identity-provider`, `factor-provider`, `federated-provider`, … */
  source: string;
  label: string;
  /** Failures in the window with the cause `service-fault`. */
  failures: number;
  /** Successes and all failures of the system in the window. */
  attempts: number;
  appsHit: number;
  /** Apps of the system with any attempt in the window. */
  appsSeen: number;
  people: number | null;
  /** Share of the system's attempts that failed so in the 7 days before; `null` without any. */
  usualShare: number | null;
  /** Codes that led, most frequent first, at most 5. */
  codes: string[];
}

/** An app and one code with the cause `client-credential`, seen in the window; or a day of expiry that a log named. */
export interface AppCredentialObservation {
  app: string;
  /** `null` where only a day of expiry is known. */
  errorCode: string | null;
  title: string;
  /** The code says that the secret or certificate is expired (codesOf `credential-expired`). */
  expired: boolean;
  /** In the window. */
  failures: number;
  /** Failures after the app's last success in the window; all of them if there was none. */
  failuresSinceSuccess: number;
  firstSeenAt: string | null;
  lastFailureAt: string | null;
  lastSuccessAt: string | null;
  expiresAt: string | null;
  /** Which of the app's credentials expires then; `null` for refusals, which name none. */
  credential: { id: string; name: string | null } | null;
}

/** An enabled feed that has ever brought an event. */
export interface FeedObservation {
  feedId: string;
  name: string;
  newestEventAt: string | null;
  newestBatchAt: string | null;
  /** Median minutes from event to arrival of the last hour's batches; `null` if none came. */
  lagMinutes: number | null;
  /** The same over the 7 days before; `null` without any. */
  usualLagMinutes: number | null;
  /** Slots with events of the last 28 days, an hour each or shorter. */
  history: { at: string; minutes: number; events: number }[];
  /** The feed's first event. */
  learnedSince: string | null;
}

/** A feed's records in the window. */
export interface RejectsObservation {
  feedId: string;
  name: string;
  records: number;
  rejected: number;
  /** Reasons, most frequent first, at most 5. */
  reasons: { reason: string; records: number }[];
  /** Over the 7 days before the window. */
  usualRecords: number;
  usualRejected: number;
}

/**
 * Failures of first factors in the window (codesOf `wrong-credential`, `no-such-account`, `locked-out`,
 * `blocked-address`), by where they came from. Only sources with at least half of `warnAccounts` accounts are needed: at
 * that a firing alert recovers. A rule that also looks for slow ones has such rows for its long window too.
 */
export interface SprayObservation {
  /** Length of the window that the row is about. */
  windowMinutes: number;
  /** `network`: the address's /24 or /64. `client`: the client software. */
  by: 'address' | 'network' | 'client';
  source: string;
  addresses: number;
  /** Accounts that failed. */
  accounts: number;
  failures: number;
  triesPerAccountMax: number;
  /** Accounts among them that never succeeded from this source, as far back as successes are kept. */
  strangeAccounts: number;
  /** Accounts that succeeded from this source in the window. */
  succeededAccounts: number;
  /** Accounts whose first factor was right here in the window (success or codesOf `credential-proven`) after failing or being strange. */
  provenAccounts: number;
  /** Accounts among those that failed that the directory does not know. */
  unknownAccounts: number;
  /** The client software that most of these accounts were tried with, and how many that is; `null` where none is named. */
  topClient: string | null;
  topClientAccounts: number;
  firstAt: string;
  lastAt: string;
  /** Most frequent first, at most 5. */
  codes: string[];
}

/** Failures of the first factor at one account in the window. */
export interface BruteForceObservation {
  account: string;
  failures: number;
  /** Those from addresses where the account never succeeded, as far back as successes are kept. */
  strangeFailures: number;
  strangeAddresses: number;
  /** The address that most of those came from. */
  topAddress: string | null;
  lockedOut: boolean;
  lastSuccessAt: string | null;
  firstAt: string;
  lastAt: string;
}

/** Failures of the first factor in the window from addresses that nobody succeeded from, as far back as is kept. */
export interface StuffingObservation {
  accounts: number;
  addresses: number;
  failures: number;
  unknownAccounts: number;
  countries: number;
  /** Most failures of one address: many addresses that each try few are what tells stuffing from a spray. */
  failuresPerAddressMax: number;
  /**
   * `accounts` as it was in the same hours one, two and three days ago, as far back as successes are kept: an address
   * that somebody succeeded from since then does not count there either.
   */
  usualAccounts: number[];
  /** Accounts that succeeded in the window, from any address. */
  succeededAccounts: number;
  /** Accounts that succeeded from addresses counted here, after failing at others. */
  provenAccounts: number;
}

/** A person's second-factor prompts in the window that were denied or not answered. */
export interface MfaFatigueObservation {
  person: string;
  denied: number;
  noAnswer: number;
  addresses: number;
  topAddress: string | null;
  /** The person succeeded from one of those addresses before the prompts began. */
  knownAddress: boolean;
  /** When one was approved after them: a success from one of the addresses. */
  approvedAt: string | null;
  firstAt: string;
  lastAt: string;
}

/** Accounts that were found locked in the window. */
export interface LockoutObservation {
  lockedAccounts: number;
  /** In the same hours of the 7 days before, those left out that were before the first event. */
  usualLockedAccounts: number[];
  /** Accounts that succeeded in the window. */
  succeededAccounts: number;
  addresses: number;
  topAddress: string | null;
  topAddressAccounts: number;
}

/** A success from a network (/24 or /64) that failed at the same account's first factor in the window before it. */
export interface SuccessAfterFailuresObservation {
  person: string;
  failures: number;
  failedSince: string;
  successAt: string;
  address: string;
  country: string | null;
  /** No success of this person from this network before the failures, as far back as is kept. */
  newNetwork: boolean;
  newCountry: boolean;
  /** People who succeeded from the address, as far back as is kept. */
  peopleOfAddress: number;
}

/** Two successes of one person, one after the other, in different countries; the later one in the window. */
export interface TravelObservation {
  person: string;
  from: TravelPlace;
  to: TravelPlace;
  /**
   * Countries that the person was let through from, at least past the first factor, on 2 earlier days or more: successes,
   * interrupts and codesOf `credential-proven`, as far back as each is kept.
   */
  usualCountries: string[];
}
export interface TravelPlace {
  /** Two letters, or the name as logged. */
  country: string;
  address: string | null;
  client: string | null;
  at: string;
  /** People who succeeded from the address, as far back as is kept. */
  peopleOfAddress: number;
}

/** A code, token or assertion that was used twice (codesOf `token-reused`), by app and person, in the window. */
export interface TokenReplayObservation {
  app: string;
  /** `null` where no record names one. */
  person: string | null;
  errorCode: string;
  title: string;
  reuses: number;
  addresses: number;
  /** Addresses among them where the person never succeeded. */
  strangeAddresses: number;
  /** The code is the issuer's finding of a theft, not a mere second use (codesOf `token-theft`). */
  isFinding: boolean;
  /** Reuses at this app in a mean window of the 7 days before. */
  usualReuses: number;
  firstAt: string;
  lastAt: string;
}
