/** An alert as the messages about it need it. */
export interface FiringAlert {
  id: string;
  dedupKey: string;
  startedAt: Date;
  /** Worst value since it began. */
  peakValue: number;
  /** The silence that keeps it quiet; `null` if it was told. */
  silencedBy: string | null;
}

/** The same for every firing of a rule, so that a receiver can tell that they are about one thing. */
export function dedupKeyOf(ruleId: string): string {
  return `rule:${ruleId}`;
}
