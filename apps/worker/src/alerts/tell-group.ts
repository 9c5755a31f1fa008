import { lookup } from '@turnaway/catalog';
import type { SignInFilter } from '@turnaway/contracts';
import { addDeliveries } from '@turnaway/db/alerting/add-deliveries';
import { countGroup, type GroupCounts } from '@turnaway/db/alerting/count-group';
import { countWatchedEvents } from '@turnaway/db/alerting/count-watched-events';
import { countWatchedPeople } from '@turnaway/db/alerting/count-watched-people';
import { dedupKeyOf } from '@turnaway/db/alerting/firing-alert';
import { listAlsoSeen } from '@turnaway/db/alerting/list-also-seen';
import { type GroupAlert, listGroupAlerts } from '@turnaway/db/alerting/list-group-alerts';
import { listTopApps } from '@turnaway/db/alerting/list-top-apps';
import { listTopCodes } from '@turnaway/db/alerting/list-top-codes';
import { markTold } from '@turnaway/db/alerting/mark-told';
import { scheduleGroup } from '@turnaway/db/alerting/schedule-group';
import { watchedEvents, windowMinutesOf } from '@turnaway/db/alerting/watched-events';
import type { AlertGroup } from '@turnaway/db/alerting/with-locked-group';
import type { Transaction, WatchedRule } from '@turnaway/db/alerting/with-locked-rule';
import { ackUrl } from '../alert-messages/ack-url.js';
import type { AlertFacts } from '../alert-messages/alert-facts.js';
import { alertsMax, composeMessage, topMax } from '../alert-messages/compose-message.js';
import { whenToTell } from './when-to-tell.js';

/** What a message says of where it comes from. */
export interface MessageOrigin {
  publicUrl: string;
  /** Signs the links that acknowledge an alert. */
  secret: string;
}

/**
 * Tells one group of alerts, under its lock, if there is something to tell: one message for each channel, about all
 * of it. The ids of the deliveries to enqueue.
 */
export async function tellGroup(
  origin: MessageOrigin,
  transaction: Transaction,
  { group, rule, now }: { group: AlertGroup; rule: WatchedRule; now: Date },
): Promise<string[]> {
  const counts = await countGroup(transaction, group.id);
  const telling = whenToTell(
    counts,
    { toldAt: group.toldAt, repeatMinutes: rule.grouping.repeatMinutes },
    now,
  );
  await scheduleGroup(transaction, group.id, telling.dueAt);
  const alerts = telling.tell === null ? [] : await listGroupAlerts(transaction, group.id, alertsMax);
  const [lead] = alerts;
  if (telling.tell === null || lead === undefined) return [];
  const facts = await gatherFacts(origin, transaction, { group, rule, counts, lead, alerts, now });
  const message = composeMessage(facts, now, lookup);
  const deliveries = await addDeliveries(transaction, rule, group, {
    alertId: lead.id,
    eventType: message.type,
    body: JSON.stringify(message),
    now,
  });
  await markTold(transaction, { groupId: group.id, channels: deliveries.length, now });
  return deliveries;
}

async function gatherFacts(
  origin: MessageOrigin,
  transaction: Transaction,
  {
    group,
    rule,
    counts,
    lead,
    alerts,
    now,
  }: {
    group: AlertGroup;
    rule: WatchedRule;
    counts: GroupCounts;
    lead: GroupAlert;
    alerts: GroupAlert[];
    now: Date;
  },
): Promise<AlertFacts> {
  const windowMinutes = windowMinutesOf(rule.watch);
  const all = counts.firing + counts.ended;
  const filter = alerts.length === 1 ? narrow(rule.filter, lead) : narrowToAll(rule.filter, alerts, all);
  const scope = watchedEvents({ ...rule, filter }, windowMinutes, now);
  const events = await countWatchedEvents(transaction, scope);
  const alsoSeen = await listAlsoSeen(transaction, {
    workspaceId: rule.workspaceId,
    groupId: group.id,
    limit: topMax,
  });
  const { firing, ended } = counts;
  return {
    alert: {
      id: lead.id,
      dedupKey: dedupKeyOf(rule.id, group.key, rule.grouping.by === 'none'),
      startedAt: alerts.reduce(
        (first, { startedAt }) => (startedAt < first ? startedAt : first),
        lead.startedAt,
      ),
      endedAt: firing > 0 ? null : (lead.endedAt ?? now),
      peakValue: lead.peakValue,
    },
    rule: {
      id: rule.id,
      name: rule.name,
      kind: rule.watch.kind,
      measure: rule.watch.kind === 'threshold' ? rule.watch.params.measure : null,
      filter,
      isOff: !rule.enabled,
      windowMinutes,
      thresholds: {
        threshold: lead.threshold,
        recoveryThreshold: lead.recoveryThreshold ?? lead.threshold,
      },
    },
    alerts: { firing, ended, items: alerts },
    alsoSeen,
    window: { from: scope.span.from, to: now },
    value: lead.value ?? lead.peakValue,
    counts: { ...events, people: await countWatchedPeople(transaction, scope) },
    topCodes: await listTopCodes(transaction, scope, topMax),
    topApps: await listTopApps(transaction, scope, topMax),
    publicUrl: origin.publicUrl,
    ackUrl: ackUrl(origin, lead.id, now),
  };
}

/** The events of several alerts among those of their rule, where each is about an app or a code and all are known. */
function narrowToAll(filter: SignInFilter, alerts: readonly GroupAlert[], count: number): SignInFilter {
  if (alerts.length < count) return filter;
  const of = (part: 'app' | 'errorCode') => {
    const parts = alerts.flatMap(({ about }) => about[part] ?? []);
    return parts.length < alerts.length ? null : [...new Set(parts)];
  };
  const [app, code] = [of('app'), of('errorCode')];
  return { ...filter, ...(app === null ? {} : { app }), ...(code === null ? {} : { code }) };
}

/** The events of one alert among those of its rule: of its app, its code, its cause. */
function narrow(filter: SignInFilter, { key, about }: GroupAlert): SignInFilter {
  if (key === 'all') return filter;
  const { app, errorCode, system } = about;
  if (errorCode !== null) return { ...filter, code: [errorCode], ...(app === null ? {} : { app: [app] }) };
  if (app !== null) return { ...filter, app: [app] };
  return system === null ? filter : { ...filter, system: [system] };
}
