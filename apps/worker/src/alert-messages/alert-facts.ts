import type { AlertKind, AlertMeasure, CodeClass, SignInFilter } from '@turnaway/contracts';
import type { AlsoSeen } from '@turnaway/db/alerting/list-also-seen';
import type { GroupAlert } from '@turnaway/db/alerting/list-group-alerts';

/** All that a message about a group of alerts is made of. */
export interface AlertFacts {
  /** The worst alert, or the whole group where it is about more; `endedAt` is `null` while any fires. */
  alert: { id: string; dedupKey: string; startedAt: Date; endedAt: Date | null; peakValue: number };
  rule: {
    id: string;
    name: string;
    kind: AlertKind;
    /** Of a rule of the kind `threshold`; else `null`. */
    measure: AlertMeasure | null;
    filter: SignInFilter;
    /** Its alerts are over because somebody turned it off. */
    isOff: boolean;
    windowMinutes: number;
    thresholds: { threshold: number; recoveryThreshold: number };
  };
  /** How many alerts it is about, and the worst of them, worst first. */
  alerts: { firing: number; ended: number; items: readonly GroupAlert[] };
  /** Alerts of other rules about the same, of which nothing is sent. */
  alsoSeen: { count: number; items: readonly AlsoSeen[] };
  window: { from: Date; to: Date };
  value: number;
  counts: { failures: number; successes: number; attempts: number; people: number };
  /** Most frequent first. */
  topCodes: (CodeClass & { events: number })[];
  topApps: { app: string; events: number }[];
  /** Where people reach this install. */
  publicUrl: string;
  /** Where whoever reads the message says that they have it in hand. */
  ackUrl: string;
}
