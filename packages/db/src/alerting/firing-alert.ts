/** An alert as the messages about it need it. */
export interface FiringAlert {
  id: string;
  dedupKey: string;
  startedAt: Date;
  /** Worst value since it began. */
  peakValue: number;
}

/** The same for every firing of a rule, so that a receiver can tell that they are about one thing. */
export function dedupKeyOf(ruleId: string): string {
  return `rule:${ruleId}`;
}
