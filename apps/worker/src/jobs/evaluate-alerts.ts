import { decideAlert, findSilence, type SilenceableAlert } from '@turnaway/analyzer';
import { lookup } from '@turnaway/catalog';
import { type AlertDecision, type AlertObservation, formatErrorCode } from '@turnaway/contracts';
import { addDeliveries } from '@turnaway/db/alerting/add-deliveries';
import { countWatchedEvents, type WatchedCounts } from '@turnaway/db/alerting/count-watched-events';
import { countWatchedPeople } from '@turnaway/db/alerting/count-watched-people';
import { endAlert } from '@turnaway/db/alerting/end-alert';
import { findQuietAlert } from '@turnaway/db/alerting/find-quiet-alert';
import type { FiringAlert } from '@turnaway/db/alerting/firing-alert';
import { listRunningSilences } from '@turnaway/db/alerting/list-running-silences';
import { listTopApps } from '@turnaway/db/alerting/list-top-apps';
import { listTopCodes, type TopCode } from '@turnaway/db/alerting/list-top-codes';
import { listWatchedRules } from '@turnaway/db/alerting/list-watched-rules';
import { openAlert } from '@turnaway/db/alerting/open-alert';
import { raisePeak } from '@turnaway/db/alerting/raise-peak';
import { saveLook } from '@turnaway/db/alerting/save-look';
import { setSilenced } from '@turnaway/db/alerting/set-silenced';
import { watchedEvents } from '@turnaway/db/alerting/watched-events';
import { type Transaction, type WatchedRule, withLockedRule } from '@turnaway/db/alerting/with-locked-rule';
import type { JobPayload } from '@turnaway/jobs';
import { ackUrl } from '../alert-messages/ack-url.js';
import { composeMessage, topMax } from '../alert-messages/compose-message.js';
import type { WorkerContext } from '../context.js';

type AlertContext = WorkerContext & {
  publicUrl: string;
  /** Signs the links that acknowledge an alert. */
  secret: string;
};
/** An alert with something to tell, or to be kept quiet about. */
type ChangedAlert = FiringAlert & { endedAt: Date | null };

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
  const alert = await changeAlert(transaction, rule, decision, observed.value, now);
  const topCodes = alert === null ? [] : await listTopCodes(transaction, scope, topMax);
  const topApps = alert === null ? [] : await listTopApps(transaction, scope, topMax);
  const silenceId =
    alert === null ? null : await keepQuiet(transaction, rule, alert, { topCodes, topApps }, now);
  await saveLook(transaction, rule, {
    state: decision.state,
    because: silenceId === null ? decision.because : `${decision.because} A silence keeps it quiet.`,
    value: observed.value,
    now,
  });
  if (alert === null || silenceId !== null) return [];

  const message = composeMessage(
    {
      alert,
      rule,
      window: { from: scope.span.from, to: now },
      value: observed.value,
      counts: { ...counts, people: people ?? (await countWatchedPeople(transaction, scope)) },
      topCodes,
      topApps,
      publicUrl: context.publicUrl,
      ackUrl: ackUrl(context, alert.id, now),
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

/**
 * The silence that keeps an alert quiet, or `null` if it is to be told. One that a silence kept quiet so far is told
 * once no silence fits any more; if it ended before that, nobody hears of it.
 */
async function keepQuiet(
  transaction: Transaction,
  rule: WatchedRule,
  alert: ChangedAlert,
  { topCodes, topApps }: { topCodes: TopCode[]; topApps: { app: string }[] },
  now: Date,
): Promise<string | null> {
  if (alert.endedAt !== null) return alert.silencedBy;
  const [code] = topCodes;
  const about: SilenceableAlert = {
    ruleId: rule.id,
    system: code?.system ?? null,
    errorCode: code === undefined ? null : formatErrorCode(code),
    cause: code?.cause ?? null,
    source: code?.source ?? null,
    app: topApps[0]?.app ?? null,
  };
  const silence = findSilence(await listRunningSilences(transaction, rule.workspaceId, now), about, now);
  const silenceId = silence?.id ?? null;
  if (silenceId !== alert.silencedBy) await setSilenced(transaction, alert.id, silenceId);
  return silenceId;
}

/** What the decision does to the rule's alert; the alert if there may be something to tell, else `null`. */
async function changeAlert(
  transaction: Transaction,
  rule: WatchedRule,
  { emit, state }: AlertDecision,
  value: number,
  now: Date,
): Promise<ChangedAlert | null> {
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
    const quiet = await findQuietAlert(transaction, rule.id);
    return quiet && { ...quiet, endedAt: null };
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
  await saveLook(transaction, rule, {
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
