import type { AlertParams } from '@turnaway/contracts';
import { Prisma } from '../generated/client.js';
import { fromSignIns, type Scope } from '../readings/counted-events.js';
import { asksSignIns } from '../readings/filter-sql.js';
import { dayMs, hourMs, type Span } from '../readings/range.js';
import { selectCounts } from './observe/baseline.js';
import { readLearnedSince } from './observe/learned-since.js';
import { readBehind } from './observe/read-behind.js';
import { watchedOutcomes } from './watched-events.js';
import type { Transaction, WatchedRule } from './with-locked-rule.js';

interface Counting {
  rule: Pick<WatchedRule, 'workspaceId' | 'filter'>;
  params: Pick<AlertParams<'threshold'>, 'measure' | 'groupBy'>;
}

/** What a rule of the kind `threshold` counted of one key, in one stretch of time. */
interface Counts {
  /** Failures, or people where it counts these. */
  count: number;
  attempts: number;
}

/** Since when what a rule of the kind `threshold` counts is known; `null` while there are no events. */
export async function readKnownSince(
  transaction: Transaction,
  { rule, params }: Counting,
  now: Date,
): Promise<Date | null> {
  const since = await readLearnedSince(transaction, rule.workspaceId, rule.filter);
  if (since === null || !countsSignIns({ rule, params })) return since === null ? null : new Date(since);
  const { rows } = await transaction.query<{ days: number }>(
    'select sign_in_days as days from workspaces where id = $1',
    [rule.workspaceId],
  );
  return new Date(Math.max(Date.parse(since), now.getTime() - (rows[0]?.days ?? 0) * dayMs));
}

/**
 * What the rule counted of each of `keys` in earlier stretches of time, in their order, in one reading for all of them:
 * people one by one, events from counts by the hour, of which a part counts by its length.
 */
export async function countEarlier(
  transaction: Transaction,
  { rule, params }: Counting,
  { spans, keys }: { spans: readonly Span[]; keys: readonly string[] },
): Promise<Map<string, Counts[]>> {
  const found = new Map(keys.map((key) => [key, spans.map((): Counts => ({ count: 0, attempts: 0 }))]));
  if (spans.length === 0) return found;
  const { groupBy } = params;
  const narrowed =
    groupBy === 'app' || groupBy === 'system' ? { ...rule.filter, [groupBy]: [...keys] } : rule.filter;
  const scope = { workspaceId: rule.workspaceId, filter: narrowed };
  const select =
    params.measure === 'affected-users'
      ? selectPeople(scope, groupBy, spans)
      : await selectEvents(transaction, scope, groupBy, spans);
  const { rows } = await transaction.query<Counts & { place: number; key: string }>(
    Prisma.sql`select place, key, count, attempts from (${select}) earlier where key = any(${[...keys]}::text[])`,
  );
  for (const { place, key, count, attempts } of rows) {
    const ofKey = found.get(key);
    if (ofKey?.[place] !== undefined) ofKey[place] = { count, attempts };
  }
  return found;
}

function countsSignIns({ rule, params }: Counting): boolean {
  return params.measure === 'affected-users' || asksSignIns(rule.filter);
}

type WithoutSpan = Pick<Scope, 'workspaceId' | 'filter'>;
type GroupBy = Counting['params']['groupBy'];

async function selectEvents(
  transaction: Transaction,
  scope: WithoutSpan,
  groupBy: GroupBy,
  spans: readonly Span[],
): Promise<Prisma.Sql> {
  const hours = spans.map(({ from, to }) => ({
    from: new Date(Math.floor(from.getTime() / hourMs) * hourMs),
    to: new Date(Math.ceil(to.getTime() / hourMs) * hourMs),
  }));
  const whole = {
    from: new Date(Math.min(...hours.map(({ from }) => from.getTime()))),
    to: new Date(Math.max(...hours.map(({ to }) => to.getTime()))),
  };
  const behind = await readBehind(transaction, scope.workspaceId, whole);
  const parts = spans.map(({ from, to }, place) => {
    const span = hours[place] ?? { from, to };
    const hour = Prisma.sql`date_bin('1 hour', r.bucket, '2000-01-01Z')`;
    return Prisma.sql`select ${place}::int as place, key, failures, attempts,
        extract(epoch from least(at + interval '1 hour', ${to}::timestamptz) - greatest(at, ${from}::timestamptz))
          / 3600 as share
      from ${selectCounts({ ...scope, span, behind }, groupBy, hour)} counted`;
  });
  // A success has no cause: what failed for one cause is a share of all attempts.
  const attempts =
    groupBy === 'cause'
      ? Prisma.sql`sum(sum(attempts * share)) over (partition by place)`
      : Prisma.sql`sum(attempts * share)`;
  return Prisma.sql`select place, key, sum(failures * share)::float8 as count, (${attempts})::float8 as attempts
    from (${Prisma.join(parts, ' union all ')}) parts group by place, key`;
}

const keys = {
  none: Prisma.sql`'all'`,
  app: Prisma.sql`r.app`,
  cause: Prisma.sql`c.cause`,
  system: Prisma.sql`c.system`,
} as const satisfies Record<GroupBy, Prisma.Sql>;

function selectPeople(scope: WithoutSpan, groupBy: GroupBy, spans: readonly Span[]): Prisma.Sql {
  const parts = spans.map(
    (span, place) => Prisma.sql`select ${place}::int as place, ${keys[groupBy]} as key,
        count(distinct r.user_key)::float8 as count, count(*)::float8 as attempts
      ${fromSignIns({ ...scope, span })} and r.user_key is not null
        and c.outcome = any(${watchedOutcomes(scope.filter)}::text[])
      group by 2`,
  );
  return Prisma.join(parts, ' union all ');
}
