import { listDueGroups } from '@turnaway/db/alerting/list-due-groups';
import { listTellingRules } from '@turnaway/db/alerting/list-telling-rules';
import { listWatchedRules } from '@turnaway/db/alerting/list-watched-rules';
import { type WatchedRule, withLockedRule } from '@turnaway/db/alerting/with-locked-rule';
import type { WorkerContext } from '../context.js';
import { isDue } from './is-due.js';
import { endAll, lookAtRule } from './look-at-rule.js';
import { rulesToHear } from './rules-to-hear.js';
import { dueMax } from './tell-due-groups.js';
import type { UsualLag } from './usual-lag.js';

/** What is heard may be news that others may tell of, and so on. */
const hearingsMax = 3;

/**
 * Looks at the rules of a workspace that it is time for; then, before what they found is told, at those that may tell of
 * it and were not looked at since. Rules that cannot be looked at are put among the `unheard`, and do not hold up others.
 */
export async function lookAtAll(
  context: WorkerContext,
  workspaceId: string,
  { usualLag, unheard }: { usualLag: UsualLag; unheard: Set<string> },
): Promise<void> {
  const { db, log } = context;
  const look = async (ruleId: string, isTime: (rule: WatchedRule, now: Date) => boolean) => {
    try {
      // All of a look happens under the rule's lock, the counting too: so no older look can overtake a newer one.
      await withLockedRule(db, ruleId, async (transaction, rule) => {
        const now = context.now();
        if (!rule.enabled) await endAll(transaction, rule, now);
        else if (isTime(rule, now)) await lookAtRule(transaction, rule, { now, usualLag });
      });
    } catch (error) {
      unheard.add(ruleId);
      log.error({ err: error, ruleId }, 'could not look at an alert rule');
    }
  };
  for (const ruleId of await listWatchedRules(db, workspaceId)) await look(ruleId, isDue);

  for (let hearing = 0; hearing < hearingsMax; hearing += 1) {
    const now = context.now();
    const due = await listDueGroups(db, { workspaceId, now, limit: dueMax });
    const rules = due.length === 0 ? [] : await listTellingRules(db, workspaceId);
    const behind = rules.filter(
      (rule) => !unheard.has(rule.id) && due.some((group) => rulesToHear(group, [rule], now).length > 0),
    );
    if (behind.length === 0) return;
    for (const { id, lastEvaluatedAt } of behind) {
      const seen = lastEvaluatedAt?.getTime();
      // Somebody else may have looked at it while this one waited for its lock.
      await look(id, (rule) => rule.lastEvaluatedAt?.getTime() === seen);
    }
  }
}
