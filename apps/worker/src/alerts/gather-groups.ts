import { causeSchema, type SignInFilter, sourceSchema } from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { countGroups, type GroupCounts } from '@turnaway/db/alerting/count-groups';
import { type EventFacts, gatherEvents, type Narrowing } from '@turnaway/db/alerting/gather-events';
import { type AlsoSeen, listAlsoSeen } from '@turnaway/db/alerting/list-also-seen';
import type { DueGroup } from '@turnaway/db/alerting/list-due-groups';
import { type GroupAlert, listGroupAlerts } from '@turnaway/db/alerting/list-group-alerts';
import { readRules } from '@turnaway/db/alerting/read-rules';
import { scheduleGroups } from '@turnaway/db/alerting/schedule-groups';
import { watchedEvents, windowMinutesOf } from '@turnaway/db/alerting/watched-events';
import type { WatchedRule } from '@turnaway/db/alerting/with-locked-rule';
import { alertsMax, topMax } from '../alert-messages/compose-message.js';
import { type Telling, whenToTell } from './when-to-tell.js';

/** A group of alerts that there is something to tell of, and all that is told of it. */
export interface GatheredGroup {
  group: DueGroup;
  rule: WatchedRule;
  counts: GroupCounts;
  telling: Telling;
  /** The worst of its alerts, which leads, and more of them. */
  lead: GroupAlert;
  alerts: GroupAlert[];
  alsoSeen: { count: number; items: AlsoSeen[] };
  /** The events that it is about, and what is to be known of them. */
  filter: SignInFilter;
  window: { from: Date; to: Date };
  events: EventFacts;
}

const noCounts: GroupCounts = { firing: 0, news: 0, unattended: 0, ended: 0 };

/**
 * Reads what messages about some groups of a workspace are made of: each thing once for all of them, or once for those
 * of one rule. Those that there is nothing to tell of are scheduled, and left out.
 */
export async function gatherGroups(
  db: Db,
  { workspaceId, groups, now }: { workspaceId: string; groups: readonly DueGroup[]; now: Date },
): Promise<GatheredGroup[]> {
  const rules = await readRules(db, [...new Set(groups.map(({ ruleId }) => ruleId))]);
  const allCounts = await countGroups(
    db,
    groups.map(({ id }) => id),
  );
  const planned = groups.flatMap((group) => {
    const rule = rules.get(group.ruleId);
    if (rule === undefined) return [];
    const counts = allCounts.get(group.id) ?? noCounts;
    const { repeatMinutes } = rule.grouping;
    return { group, rule, counts, telling: whenToTell(counts, { toldAt: group.toldAt, repeatMinutes }, now) };
  });
  const groupIds = planned.flatMap(({ group, telling }) => (telling.tell === null ? [] : group.id));
  const allAlerts = await listGroupAlerts(db, groupIds, alertsMax);
  const allAlsoSeen = await listAlsoSeen(db, { workspaceId, groupIds, limit: topMax });

  const told = planned.flatMap((plan) => {
    const alerts = allAlerts.get(plan.group.id) ?? [];
    const [lead] = alerts;
    if (lead === undefined) return [];
    const narrowing = narrowingOf(alerts, plan.counts);
    return { ...plan, alerts, lead, narrowing, meaning: meaningOf(alerts) };
  });
  const toldIds = new Set(told.map(({ group }) => group.id));
  const quiet = planned.filter(({ group }) => !toldIds.has(group.id));
  await scheduleGroups(
    db,
    quiet.map(({ group: { id, version }, telling: { dueAt } }) => ({ id, version, dueAt })),
  );

  const together = new Map<string, typeof told>();
  for (const plan of told) {
    const name = JSON.stringify([plan.rule.id, plan.meaning]);
    const others = together.get(name);
    if (others === undefined) together.set(name, [plan]);
    else others.push(plan);
  }
  const gathered: GatheredGroup[] = [];
  for (const ofRule of together.values()) {
    const [first] = ofRule;
    if (first === undefined) continue;
    const filter = { ...first.rule.filter, ...first.meaning };
    const scope = watchedEvents({ ...first.rule, filter }, windowMinutesOf(first.rule.watch), now);
    const narrowings = ofRule.map(({ narrowing }) => narrowing);
    const events = await gatherEvents(db, scope, narrowings, topMax);
    for (const [index, { narrowing, meaning: _, ...plan }] of ofRule.entries()) {
      const factsOfEvents = events[index];
      if (factsOfEvents === undefined) throw new Error('expected facts of every part that was asked for');
      gathered.push({
        ...plan,
        alsoSeen: allAlsoSeen.get(plan.group.id) ?? { count: 0, items: [] },
        filter: { ...filter, ...narrowing },
        window: { from: scope.span.from, to: now },
        events: factsOfEvents,
      });
    }
  }
  return gathered;
}

/** The cause and the source that the one alert of a group names itself, as a provider's trouble does, and no code of it. */
function meaningOf(alerts: readonly GroupAlert[]): Pick<SignInFilter, 'cause' | 'source'> {
  const [only] = alerts;
  if (alerts.length !== 1 || only === undefined || only.key === 'all') return {};
  if (only.about.errorCode !== null) return {};
  const cause = causeSchema.safeParse(only.about.cause);
  const source = sourceSchema.safeParse(only.about.source);
  return {
    ...(cause.success ? { cause: [cause.data] } : {}),
    ...(source.success ? { source: [source.data] } : {}),
  };
}

/** The events of a group among those of its rule: where it is about one alert, what that names. */
function narrowingOf(alerts: readonly GroupAlert[], { firing, ended }: GroupCounts): Narrowing {
  const [only] = alerts;
  return alerts.length === 1 && only !== undefined ? narrow(only) : narrowToAll(alerts, firing + ended);
}

/** The events of several alerts, where each is about an app or a code and all are known. */
function narrowToAll(alerts: readonly GroupAlert[], count: number): Narrowing {
  if (alerts.length < count) return {};
  const of = (part: 'app' | 'errorCode') => {
    const parts = alerts.flatMap(({ about }) => about[part] ?? []);
    return parts.length < alerts.length ? null : [...new Set(parts)];
  };
  const [app, code] = [of('app'), of('errorCode')];
  return { ...(app === null ? {} : { app }), ...(code === null ? {} : { code }) };
}

/** The events of one alert: of its app, its code, its system. */
function narrow({ key, about }: GroupAlert): Narrowing {
  if (key === 'all') return {};
  const { app, errorCode, system } = about;
  if (errorCode !== null) return { ...(app === null ? {} : { app: [app] }), code: [errorCode] };
  if (app !== null) return { app: [app] };
  return system === null ? {} : { system: [system] };
}
