import { decideAlert } from '@turnaway/analyzer';
import { lookup } from '@turnaway/catalog';
import type { AlertDecision, AlertObservation } from '@turnaway/contracts';
import { addDeliveries } from '@turnaway/db/alerting/add-deliveries';
import { countWatchedEvents, type WatchedCounts } from '@turnaway/db/alerting/count-watched-events';
import { countWatchedPeople } from '@turnaway/db/alerting/count-watched-people';
import { endAlert } from '@turnaway/db/alerting/end-alert';
import { listTopApps } from '@turnaway/db/alerting/list-top-apps';
import { listTopCodes } from '@turnaway/db/alerting/list-top-codes';
import { listWatchedRules } from '@turnaway/db/alerting/list-watched-rules';
import { openAlert } from '@turnaway/db/alerting/open-alert';
import { raisePeak } from '@turnaway/db/alerting/raise-peak';
import { saveLook } from '@turnaway/db/alerting/save-look';
import { watchedEvents } from '@turnaway/db/alerting/watched-events';
import { type Transaction, type WatchedRule, withLockedRule } from '@turnaway/db/alerting/with-locked-rule';
import type { JobPayload } from '@turnaway/jobs';
import { composeMessage, topMax } from '../alert-messages/compose-message.js';
import type { WorkerContext } from '../context.js';

type AlertContext = WorkerContext & { publicUrl: string };

/**
 * Looks at every rule of a workspace: begins and ends alerts, and enqueues the messages about them. Several workers
 * may look at once; a change of state is still told once. A rule that cannot be looked at does not hold up the rest.
 */
export async function evaluateAlerts(
  context: AlertContext,
  { workspaceId }: JobPayload<'evaluate-alerts'>,
): Promise<void> {
  for (const ruleId of await listWatchedRules(context.db, workspaceId)) {
    try {
      // All of a look happens under the rule's lock, the counting too: so no older look can overtake a newer one.
      const deliveryIds = await withLockedRule(context.db, ruleId, (transaction, rule) =>
        rule.enabled ? look(context, transaction, rule) : endQuietly(context, transaction, rule),
      );
      await enqueueDeliveries(context, deliveryIds ?? []);
    } catch (error) {
      context.log.error({ err: error, ruleId }, 'could not look at an alert rule');
    }
  }
}

async function look(context: AlertContext, transaction: Transaction, rule: WatchedRule): Promise<string[]> {
  const now = context.now();
  const scope = watchedEvents(rule, now);
  const counts = await countWatchedEvents(transaction, scope);
  const people = rule.measure === 'affected-users' ? await countWatchedPeople(transaction, scope) : null;
  const observed = observe(rule, counts, people);
  const decision = decideAlert(
    // Only a share of few attempts means little; a number of failures or people speaks for itself.
    {
      ...rule.thresholds,
      minimumAttempts: rule.measure === 'failure-rate' ? rule.thresholds.minimumAttempts : 0,
    },
    rule.state,
    observed,
    now,
  );
  await saveLook(transaction, rule.id, {
    state: decision.state,
    because: decision.because,
    value: observed.value,
    now,
  });
  const alert = await changeAlert(transaction, rule, decision, observed.value, now);
  if (alert === null) return [];

  const message = composeMessage(
    {
      alert,
      rule,
      window: { from: scope.span.from, to: now },
      value: observed.value,
      counts: { ...counts, people: people ?? (await countWatchedPeople(transaction, scope)) },
      topCodes: await listTopCodes(transaction, scope, topMax),
      topApps: await listTopApps(transaction, scope, topMax),
      publicUrl: context.publicUrl,
    },
    now,
    lookup,
  );
  context.log.info({ ruleId: rule.id, alertId: alert.id, state: message.data.state }, 'alert changed');
  return addDeliveries(transaction, rule, {
    alertId: alert.id,
    eventType: message.type,
    body: JSON.stringify(message),
    now,
  });
}

/** What the decision does to the rule's alert; the alert if there is something to tell, else `null`. */
async function changeAlert(
  transaction: Transaction,
  rule: WatchedRule,
  { emit, state }: AlertDecision,
  value: number,
  now: Date,
) {
  if (emit === 'firing') {
    const alert = await openAlert(transaction, rule, { value, now });
    return alert && { ...alert, endedAt: null };
  }
  if (emit === 'resolved') {
    const alert = await endAlert(transaction, rule.id, now);
    return alert && { ...alert, endedAt: now };
  }
  if (state.status === 'firing' && state.peakValue !== null) {
    await raisePeak(transaction, rule.id, state.peakValue);
  }
  return null;
}

function observe(
  rule: WatchedRule,
  { failures, attempts }: WatchedCounts,
  people: number | null,
): AlertObservation {
  if (rule.measure === 'failures') return { value: failures, attempts };
  if (rule.measure === 'affected-users') return { value: people ?? 0, attempts };
  return { value: attempts === 0 ? 0 : failures / attempts, attempts };
}

/** The rule was disabled while it fired: its alert ends, and nobody is told. */
async function endQuietly(
  context: AlertContext,
  transaction: Transaction,
  rule: WatchedRule,
): Promise<string[]> {
  if (rule.state.status !== 'firing') return [];
  const now = context.now();
  await endAlert(transaction, rule.id, now);
  await saveLook(transaction, rule.id, {
    state: { status: 'ok', since: now.toISOString(), peakValue: null },
    because: 'The rule was disabled while it fired: its alert has ended without a message.',
    value: null,
    now,
  });
  return [];
}

async function enqueueDeliveries(context: AlertContext, deliveryIds: string[]): Promise<void> {
  for (const deliveryId of deliveryIds) {
    try {
      await context.queue.enqueue('deliver-webhook', { deliveryId }, { jobId: `${deliveryId}-0` });
    } catch (error) {
      // The delivery is stored and due: the sweep enqueues it.
      context.log.warn({ err: error, deliveryId }, 'could not enqueue a delivery');
    }
  }
}
