import type { AllowList, LeftCounts, LeftQuestion, SelectedEvents, SignInFilter } from '@turnaway/contracts';
import { Prisma } from '../generated/client.js';
import { fromSignIns, type Scope } from '../readings/counted-events.js';
import { filterSignIns } from '../readings/filter-sql.js';
import { networkOf, notAllowed } from './observe/allowed.js';
import { selectKnownAddresses } from './observe/known-addresses.js';
import { watchedEvents, watchedOutcomes } from './watched-events.js';
import type { Transaction } from './with-locked-rule.js';

/** What a rule looks at: the events that its filter fits and its allow-list does not. */
export interface Sight {
  filter: SignInFilter;
  allow: AllowList | null;
}

const keys: Readonly<Record<LeftQuestion['by'], Prisma.Sql>> = {
  all: Prisma.sql`'all'`,
  app: Prisma.sql`r.app`,
  cause: Prisma.sql`c.cause`,
  system: Prisma.sql`c.system`,
  account: Prisma.sql`r.user_key`,
  code: Prisma.sql`r.error_code`,
  'code-at-app': Prisma.sql`r.error_code || '|' || r.app`,
};

/**
 * Counts what is left of alerts of one rule without the events that others tell of, from the sign-ins that are kept.
 * `sights` says what the rule looks at, and what the rules of the others do, by the ids of their alerts.
 */
export async function countLeft(
  transaction: Transaction,
  workspaceId: string,
  question: LeftQuestion,
  { own, others, now }: { own: Sight; others: ReadonlyMap<string, Sight>; now: Date },
): Promise<Map<string, LeftCounts>> {
  const { select, by, keys: wanted } = question;
  const scope = watchedEvents({ workspaceId, filter: own.filter }, question.windowMinutes, now);
  const told = question.others.map(({ id, events }) => {
    const { filter, allow } = others.get(id) ?? { filter: {}, allow: null };
    return Prisma.sql`coalesce(${fits(scope, events)} and ${filterSignIns(filter)} ${allowed(allow)}, false)`;
  });
  if (told.length === 0) return new Map();
  const outcomes =
    select.codes === undefined
      ? Prisma.sql`and c.outcome = any(${watchedOutcomes(own.filter)}::text[])`
      : Prisma.empty;
  const { rows } = await transaction.query<Omit<LeftCounts, 'told'> & { key: string; told: number[] }>(
    Prisma.sql`select key, count(*)::int as events, count(distinct user_key)::int as accounts,
        (count(*) filter (where not (true = any(told))))::int as "leftEvents",
        (count(distinct user_key) filter (where not (true = any(told))))::int as "leftAccounts",
        (count(distinct user_key) filter (where true = any(told)))::int as "toldAccounts",
        array[${Prisma.join(told.map((_, index) => Prisma.sql`(count(*) filter (where told[${index + 1}::int]))::int`))}] as told
      from (
        select ${keys[by]} as key, r.user_key, array[${Prisma.join(told)}] as told
        ${fromSignIns({ ...scope, codes: select.codes === undefined ? null : [...select.codes] })}
          ${outcomes} and ${fits(scope, select)} ${allowed(own.allow)}
      ) seen
      where key = any(${wanted}::text[]) group by key`,
  );
  return new Map(
    rows.map(({ key, told, ...counts }) => [
      key,
      { ...counts, told: Object.fromEntries(question.others.map(({ id }, index) => [id, told[index] ?? 0])) },
    ]),
  );
}

function allowed(allow: AllowList | null): Prisma.Sql {
  return allow === null ? Prisma.empty : notAllowed(allow);
}

/** Whether a sign-in `r` with its meaning `c` is one of the events; not true where it does not say. */
function fits(scope: Scope, events: SelectedEvents): Prisma.Sql {
  const { codes, app, cause, system, source, account, origin, strangers, lockedBy } = events;
  const within = Prisma.sql`workspace_id = ${scope.workspaceId}
    and occurred_at >= ${scope.span.from} and occurred_at < ${scope.span.to}`;
  const conditions: Prisma.Sql[] = [];
  if (codes !== undefined) conditions.push(Prisma.sql`r.error_code = any(${[...codes]}::text[])`);
  if (app !== undefined) conditions.push(Prisma.sql`r.app = ${app}`);
  if (cause !== undefined) conditions.push(Prisma.sql`c.cause = ${cause}`);
  if (system !== undefined) conditions.push(Prisma.sql`c.system = ${system}`);
  if (source !== undefined) conditions.push(Prisma.sql`c.source = ${source}`);
  if (account !== undefined) conditions.push(Prisma.sql`r.user_key = ${account}`);
  if (origin !== undefined) {
    conditions.push(Prisma.sql`(r.ip = any(${origin.addresses ?? []}::text[])
      or r.client = any(${origin.clients ?? []}::text[])
      or (${(origin.networks ?? []).length > 0} and r.ip is not null
        and ${networkOf(Prisma.sql`r.ip`)} = any(${origin.networks ?? []}::text[])))`);
  }
  if (strangers !== undefined) {
    const seen = Prisma.sql`(select ip from sign_ins where ${within}) seen_addresses`;
    conditions.push(Prisma.sql`r.ip is not null and r.ip not in (
      ${selectKnownAddresses(scope.workspaceId, seen, scope.span.from)})`);
  }
  if (lockedBy !== undefined) {
    conditions.push(Prisma.sql`r.user_key in (select user_key from sign_ins
      where ${within} and user_key is not null and error_code = any(${[...lockedBy]}::text[]))`);
  }
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' and ');
}
