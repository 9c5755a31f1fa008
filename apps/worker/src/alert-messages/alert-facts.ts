import type { AlertMeasure, AlertThresholds, CodeClass, SignInFilter } from '@turnaway/contracts';

/** All that a message about an alert is made of. There is nobody's name and no address in it, save in the filter. */
export interface AlertFacts {
  /** `endedAt` is `null` while it fires. */
  alert: { id: string; dedupKey: string; startedAt: Date; endedAt: Date | null; peakValue: number };
  rule: {
    id: string;
    name: string;
    measure: AlertMeasure;
    filter: SignInFilter;
    windowMinutes: number;
    thresholds: AlertThresholds;
  };
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
