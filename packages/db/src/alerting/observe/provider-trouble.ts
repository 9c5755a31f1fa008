import { observedRowsMax, sourceLabels, sourceSchema, systemLabel } from '@turnaway/contracts';
import { Prisma } from '../../generated/client.js';
import { fromEvents, fromSignIns } from '../../readings/counted-events.js';
import { dayMs } from '../../readings/range.js';
import { watchedEvents } from '../watched-events.js';
import type { Observer } from './observer.js';
import { readBehind } from './read-behind.js';

const usualDays = 7;

/** Failures on a provider's own side in the window, by system and source, held against all attempts of the system. */
export const observeProviderTrouble: Observer<'provider-trouble'> = async (
  transaction,
  { rule, params, now },
) => {
  const scope = watchedEvents(rule, params.windowMinutes, now);
  const { rows } = await transaction.query<{
    system: string;
    source: string;
    failures: number;
    attempts: number;
    apps_hit: number;
    apps_seen: number;
    codes: string[];
  }>(
    Prisma.sql`with cells as materialized (
        select c.system, c.source, c.cause, c.outcome, r.error_code, r.app, sum(r.events)::float8 as events
        ${fromEvents(scope)} and c.outcome in ('success', 'failure') group by 1, 2, 3, 4, 5, 6
      ), systems as (
        select system, sum(events) as attempts, count(distinct app)::int as apps_seen from cells group by 1
      ), faults as (
        select system, source, sum(events) as failures, count(distinct app)::int as apps_hit from cells
        where outcome = 'failure' and cause = 'service-fault' group by 1, 2
      )
      select faults.*, systems.attempts, systems.apps_seen, array(
          select error_code from cells
          where cells.system = faults.system and cells.source = faults.source and cause = 'service-fault'
          group by 1 order by sum(events) desc, 1 limit 5) as codes
      from faults join systems using (system)
      order by failures desc limit ${observedRowsMax}`,
  );
  if (rows.length === 0) return [];
  const usual = await readUsualShares(transaction, scope.workspaceId, scope.span.from, rule.filter);
  const people = await countPeople(transaction, scope);
  return rows.map(({ system, source, failures, attempts, apps_hit, apps_seen, codes }) => ({
    system,
    source,
    label: `${systemLabel(system)} (${sourceLabels[sourceSchema.parse(source)]})`,
    failures,
    attempts,
    appsHit: apps_hit,
    appsSeen: apps_seen,
    people: people.get(`${system}|${source}`) ?? null,
    usualShare: usual.get(system)?.get(source) ?? (usual.has(system) ? 0 : null),
    codes,
  }));
};

async function readUsualShares(
  transaction: Parameters<Observer<'provider-trouble'>>[0],
  workspaceId: string,
  until: Date,
  filter: Parameters<Observer<'provider-trouble'>>[1]['rule']['filter'],
): Promise<Map<string, Map<string, number>>> {
  const hour = new Date(Math.floor(until.getTime() / 3_600_000) * 3_600_000);
  const span = { from: new Date(hour.getTime() - usualDays * dayMs), to: hour };
  const behind = await readBehind(transaction, workspaceId, span);
  const { rows } = await transaction.query<{ system: string; source: string | null; share: number | null }>(
    Prisma.sql`with counted as (
        select c.system, case when c.outcome = 'failure' and c.cause = 'service-fault' then c.source end as source,
          sum(r.events)::float8 as events
        ${fromEvents({ workspaceId, span, filter, behind }, 'codes')} and c.outcome in ('success', 'failure')
        group by 1, 2
      )
      select system, source, events / nullif(sum(events) over (partition by system), 0) as share from counted`,
  );
  const shares = new Map<string, Map<string, number>>();
  for (const { system, source, share } of rows) {
    const bySource = shares.get(system) ?? new Map<string, number>();
    if (source !== null && share !== null) bySource.set(source, share);
    shares.set(system, bySource);
  }
  return shares;
}

async function countPeople(
  transaction: Parameters<Observer<'provider-trouble'>>[0],
  scope: Parameters<typeof fromSignIns>[0],
): Promise<Map<string, number>> {
  const { rows } = await transaction.query<{ system: string; source: string; people: number }>(
    Prisma.sql`select c.system, c.source, count(distinct r.user_key)::int as people
      ${fromSignIns(scope)} and c.outcome = 'failure' and c.cause = 'service-fault' and r.user_key is not null
      group by 1, 2`,
  );
  return new Map(rows.map(({ system, source, people }) => [`${system}|${source}`, people]));
}
