import { mayKindTellOf } from '@turnaway/analyzer/alerts/may-tell-of';
import type { DueGroup } from '@turnaway/db/alerting/list-due-groups';
import type { TellingRule } from '@turnaway/db/alerting/list-telling-rules';

/** How long a message waits, from when it is due, for rules that may tell of the same: one that is stuck holds nothing back. */
export const hearingMaxMs = 5_000;

/**
 * The rules that are to be looked at before a group is told: their alerts may tell of what is new in it, and they were not
 * looked at since it began.
 */
export function rulesToHear(
  { kind, newsAt, dueAt }: Pick<DueGroup, 'kind' | 'newsAt' | 'dueAt'>,
  rules: readonly TellingRule[],
  now: Date,
): TellingRule[] {
  if (newsAt === null || now.getTime() - dueAt.getTime() >= hearingMaxMs) return [];
  return rules.filter(
    (rule) =>
      mayKindTellOf(rule.kind, kind) && (rule.lastEvaluatedAt === null || rule.lastEvaluatedAt < newsAt),
  );
}
