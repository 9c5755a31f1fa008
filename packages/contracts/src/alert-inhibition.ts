import type { AlertKind, AlertWatch } from './alert-kinds.js';

/** Where the events of an attack came from: any of these. Personal data, save the client software. */
export interface AlertOrigin {
  addresses?: string[];
  /** As the database writes them: a /24 or a /64. */
  networks?: string[];
  clients?: string[];
}

/** An alert as it is held against others: one that fires, or one that ended not long ago. */
export interface WeighedAlert {
  id: string;
  ruleId: string;
  watch: AlertWatch;
  key: string;
  level: 'warn' | 'alert';
  value: number;
  /** The lower of its levels. */
  warnThreshold: number | null;
  threshold: number;
  worseWhen: 'higher' | 'lower';
  startedAt: Date;
  /** `null` while it fires. */
  endedAt: Date | null;
  keepFiringMinutes: number;
  origin: AlertOrigin | null;
  /** People have been told of it. */
  told: boolean;
  /** A silence keeps it quiet. */
  silenced: boolean;
  /** Whom its rule tells: ids of channels. */
  channels: string[];
  /** The alert that it was told by until now. */
  inhibitedBy: string | null;
}

/**
 * Events, as far as a record tells: all that is named must fit, and of an origin one address, network or client. Without
 * `codes` all failures are meant.
 */
export interface SelectedEvents {
  /** `entra/50126` */
  codes?: readonly string[];
  app?: string;
  cause?: string;
  system?: string;
  source?: string;
  account?: string;
  origin?: AlertOrigin;
  /** From addresses that nobody had got in from when the window began. */
  strangers?: true;
  /** Of accounts that were found locked in the window; these are the codes that say so. */
  lockedBy?: readonly string[];
}

/** What a key of an alert stands for among the events of its rule. */
export type KeyOfEvents = 'all' | 'app' | 'cause' | 'system' | 'account' | 'code' | 'code-at-app';

/** What there is to count, to tell what is left of some alerts of one rule without the events of others. */
export interface LeftQuestion {
  ruleId: string;
  kind: AlertKind;
  windowMinutes: number;
  select: SelectedEvents;
  by: KeyOfEvents;
  /** Keys to count for; all events have the key `all`. */
  keys: string[];
  /** Alerts, by id, with the events that they tell of. */
  others: { id: string; events: SelectedEvents }[];
}

/** What was counted for one key. */
export interface LeftCounts {
  events: number;
  accounts: number;
  /** Of these: told of by none of the others. */
  leftEvents: number;
  leftAccounts: number;
  /** Accounts among the events that one of the others tells of. */
  toldAccounts: number;
  /** Events that each of the others tells of, by its id. */
  told: Readonly<Record<string, number>>;
}

/** Whether feeds that bring nothing are where the successes usually come from that a rule misses. */
export interface CarriedQuestion {
  ruleId: string;
  windowMinutes: number;
  /** Alerts of silent feeds, with the ids of these. */
  feeds: { alertId: string; feedId: string }[];
}

/** What was counted of successes and the feeds that carry them. */
export interface CarriedCounts {
  /** Successes of all feeds, in the same hours a day and a week ago. */
  usual: number;
  /** By the alerts of silent feeds. */
  feeds: Readonly<Record<string, { usual: number; recentSuccesses: number; recentOthers: number }>>;
}

/** The answer to what was asked last; the other part is empty. */
export interface WeighingAnswer {
  left: ReadonlyMap<string, LeftCounts>;
  carried: CarriedCounts | null;
}

/** By what an alert is told from now on; `by` is `null` where it speaks for itself. */
export interface Inhibition {
  alertId: string;
  by: string | null;
  /** People had been told of it when it was weighed. */
  wasTold: boolean;
}
