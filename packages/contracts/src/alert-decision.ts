import type { AlertOrigin } from './alert-inhibition.js';

/** How bad a finding is. */
export type AlertLevel = 'ok' | 'warn' | 'alert';

/** A fact that a finding stands on, as it is shown. */
export interface AlertEvidence {
  label: string;
  value: string | number;
  /** A user name, a user id or an address: shown to members, and told to channels only if they allow it. */
  personal: boolean;
}

/** What a judge says of one key: an app, an address, a person, a feed, or `all`. */
export interface Judgment {
  /** The same thing has the same key at every look; with the rule it is what an alert is deduplicated by. */
  key: string;
  /** Other keys that the same thing may have been told by: where one of them is followed already, that one goes on. */
  aliases?: readonly string[];
  label: string;
  /** `label` and `key` are personal data. */
  personal: boolean;
  level: AlertLevel;
  value: number;
  /** Levels that the value is held against, as drawn on its chart. */
  warnThreshold: number | null;
  threshold: number;
  recoveryThreshold: number;
  /** A silence and a drop are bad when the value is low. */
  worseWhen: 'higher' | 'lower';
  /** What `value` is, with its unit: `failures in 60 minutes`. */
  measure: string;
  /** What is usual, where that is known. */
  usual: number | null;
  /** A sentence without personal data. */
  because: string;
  evidence: AlertEvidence[];
  /** Where an attack comes from, for alerts about the same to be told apart from others. */
  origin?: AlertOrigin;
}

/** What is remembered of a key that is not at rest, between two looks. */
export interface AlertKeyState {
  key: string;
  label: string;
  personal: boolean;
  /** `pending`: found, and not yet for long enough to be told. */
  status: 'pending' | 'firing';
  /** The worst since it was found. */
  level: 'warn' | 'alert';
  /** Since when it is found without a break. */
  since: string;
  /** Since when it is told; `null` while pending. */
  firingSince: string | null;
  /** Since when it has been well again; `null` while it is not. */
  wellSince: string | null;
  value: number;
  peakValue: number;
  acknowledged: boolean;
  /** Quiet until the value is worse than this by `muteFactor`; `null` if it is not muted. */
  mutedValue: number | null;
}

export interface AlertDecisionRule {
  /** Found for this long before it is told. */
  forMinutes: number;
  /** Well for this long before it is over. */
  keepFiringMinutes: number;
  /** Most keys that are remembered; the worst are kept. */
  keysMax: number;
  /** How many times worse a muted value must get to be told again. */
  muteFactor: number;
}

/** What a look did to one key. */
export interface AlertChange {
  key: string;
  /** The state now; for a key that is over, the last one. */
  state: AlertKeyState;
  /** `null` where no judgment named the key any more. */
  judgment: Judgment | null;
  /** `warn` and `firing` begin an alert, `escalated` says that it got worse, `resolved` ends it. */
  emit: 'warn' | 'firing' | 'escalated' | 'resolved' | null;
  /** It is muted: recorded, and not told. */
  muted: boolean;
  because: string;
}

/** What to remember and what to tell about all keys of a rule. */
export interface AlertDecisions {
  states: AlertKeyState[];
  changes: AlertChange[];
  /** What was judged, by the keys that it is followed by. */
  judgments: Judgment[];
  /** Findings that there was no room for. */
  leftOut: number;
}
