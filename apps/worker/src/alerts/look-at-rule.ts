import { decide } from '@turnaway/analyzer';
import type { AlertKeyState } from '@turnaway/contracts';
import { endAlerts } from '@turnaway/db/alerting/end-alerts';
import { listFiring } from '@turnaway/db/alerting/list-firing';
import { listRunningSilences } from '@turnaway/db/alerting/list-running-silences';
import { loadStates } from '@turnaway/db/alerting/load-states';
import { saveEvaluations } from '@turnaway/db/alerting/save-evaluations';
import { saveLook } from '@turnaway/db/alerting/save-look';
import { saveStates } from '@turnaway/db/alerting/save-states';
import { tellEndings } from '@turnaway/db/alerting/tell-endings';
import type { Transaction, WatchedRule } from '@turnaway/db/alerting/with-locked-rule';
import { changeAlerts } from './change-alerts.js';
import { judgeRule } from './judge-rule.js';
import { keyLooks, summarizeLook } from './key-looks.js';
import type { UsualLag } from './usual-lag.js';
import { withUsual } from './with-usual.js';

/** Keys of one rule that are followed at once; the worst are kept. */
const keysMax = 10_000;
/** A muted alert is told again when its value is this many times as bad. */
const muteFactor = 1.5;

/**
 * One look at a rule, under its lock: counts, judges, and decides what begins, gets worse and ends. All of it is
 * saved, what is to be told is left in groups that are due.
 */
export async function lookAtRule(
  transaction: Transaction,
  rule: WatchedRule,
  { now, usualLag }: { now: Date; usualLag: UsualLag },
): Promise<void> {
  const states = await loadStates(transaction, rule.id);
  const judgments = await judgeRule(transaction, rule, { now, usualLag });
  const decisions = decide(
    { forMinutes: rule.forMinutes, keepFiringMinutes: rule.keepFiringMinutes, keysMax, muteFactor },
    states,
    judgments,
    now,
  );
  const firing = await listFiring(transaction, rule.id);
  const silences = await listRunningSilences(transaction, rule.workspaceId, now);
  const quietKeys = await changeAlerts(transaction, rule, {
    changes: await withUsual(transaction, rule, decisions.changes, { firing, now }),
    firing,
    silences,
    now,
  });

  await saveStates(transaction, rule.id, {
    kept: decisions.states,
    forgotten: forgotten(states, decisions.states),
  });
  const looks = keyLooks(decisions, quietKeys);
  await saveEvaluations(transaction, rule.id, looks, now);
  await saveLook(transaction, rule, { ...summarizeLook(decisions, looks), now });
}

/** The rule was turned off while it fired: its alerts end, and whoever was told of them is told so at once. */
export async function endAll(transaction: Transaction, rule: WatchedRule, now: Date): Promise<void> {
  const because = 'The rule was turned off while it fired.';
  const firing = [...(await listFiring(transaction, rule.id)).values()];
  await endAlerts(
    transaction,
    firing.map(({ id, groupId }) => ({ id, groupId, because, value: null })),
    now,
  );
  await tellEndings(transaction, rule.id, now);
  const states = await loadStates(transaction, rule.id);
  await saveStates(transaction, rule.id, { kept: [], forgotten: states.map(({ key }) => key) });
  const look = { warnThreshold: null, threshold: null, recoveryThreshold: null, value: null, because };
  await saveEvaluations(
    transaction,
    rule.id,
    [{ ...look, key: 'all', label: '', personal: false, level: 'ok', state: 'ok', changed: true }],
    now,
  );
  await saveLook(transaction, rule, { state: 'ok', value: null, because, keys: 0, now });
}

function forgotten(before: readonly AlertKeyState[], after: readonly AlertKeyState[]): string[] {
  const kept = new Set(after.map(({ key }) => key));
  return before.filter(({ key }) => !kept.has(key)).map(({ key }) => key);
}
