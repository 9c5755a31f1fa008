import type { AlertObservations } from '@turnaway/contracts';
import { passedByClient } from '../../folds/fold-people.js';
import { estimatePeople, isFirst, placeOf, takenOf } from '../../folds/people-sketch.js';
import { Prisma } from '../../generated/client.js';
import { type Scope, selectBuckets } from '../../readings/counted-events.js';
import { minuteMs, type Span } from '../../readings/range.js';
import {
  type foldedMinutes,
  isOfFolds,
  joinSpans,
  type Stretch,
  splitSpan,
} from '../../readings/split-span.js';
import type { Transaction } from '../with-locked-rule.js';
import { networkOf } from './allowed.js';
import { readBehind } from './read-behind.js';

type Source = Pick<AlertObservations['password-spray'][number], 'by' | 'source' | 'accounts'>;
/** Accounts that succeeded from a source, by `by|source`; a source without any is not in the map. */
export type Passed = Map<string, number>;

export const keyOf = ({ by, source }: Pick<Source, 'by' | 'source'>) => `${by}|${source}`;

/**
 * How many accounts succeeded from each source. Of clients, which have most of all successes, within about 1 % where
 * they are more than `accounts` ÷ `failedPerSucceeded`: then there are too many for a spray, and it makes no difference.
 */
export async function countPassed(
  transaction: Transaction,
  scope: Scope,
  sources: readonly Source[],
  failedPerSucceeded: number,
): Promise<Passed> {
  const ofClients = sources.filter(({ by }) => by === 'client');
  const ofAddresses = sources.flatMap((row) =>
    addressesOf(row).map((address) => ({ key: keyOf(row), address })),
  );
  const wideNetworks = sources.filter((row) => row.by === 'network' && addressesOf(row).length === 0);
  return new Map([
    ...(await countByAddress(transaction, scope, ofAddresses)),
    ...(await countByWideNetwork(transaction, scope, wideNetworks)),
    ...(await countByClient(transaction, scope, ofClients, failedPerSucceeded)),
  ]);
}

/** The addresses of an address or of a /24, which an index finds; a /64 has too many. */
function addressesOf({ by, source }: Pick<Source, 'by' | 'source'>): string[] {
  if (by === 'address') return [source];
  const start = /^(\d+\.\d+\.\d+\.)0\/24$/.exec(source)?.[1];
  return by === 'client' || start === undefined
    ? []
    : Array.from({ length: 256 }, (_, last) => `${start}${last}`);
}

async function countByAddress(
  transaction: Transaction,
  { workspaceId, span }: Scope,
  asked: { key: string; address: string }[],
): Promise<Passed> {
  if (asked.length === 0) return new Map();
  return toCounts(
    await transaction.query(
      Prisma.sql`select asked.key, count(distinct passed.user_key)::int as accounts
        from unnest(${asked.map(({ key }) => key)}::text[], ${asked.map(({ address }) => address)}::text[])
          as asked (key, address)
        cross join lateral (
          select distinct s.user_key from successes s where s.workspace_id = ${workspaceId}
            and s.ip = asked.address and s.occurred_at >= ${span.from} and s.occurred_at < ${span.to}
        ) passed group by 1`,
    ),
  );
}

async function countByWideNetwork(
  transaction: Transaction,
  { workspaceId, span }: Scope,
  networks: readonly Source[],
): Promise<Passed> {
  if (networks.length === 0) return new Map();
  return toCounts(
    await transaction.query(
      Prisma.sql`select 'network|' || network as key, count(distinct user_key)::int as accounts from (
          select ${networkOf(Prisma.sql`s.ip`)} as network, s.user_key from successes s
          where s.workspace_id = ${workspaceId} and s.ip like '%:%'
            and s.occurred_at >= ${span.from} and s.occurred_at < ${span.to}
        ) passed where network = any(${networks.map(({ source }) => source)}::text[]) group by 1`,
    ),
  );
}

async function countByClient(
  transaction: Transaction,
  scope: Scope,
  clients: readonly Source[],
  failedPerSucceeded: number,
): Promise<Passed> {
  if (clients.length === 0) return new Map();
  const behind = await readBehind(transaction, scope.workspaceId, scope.span);
  const stretches = splitSpan(scope.span, 'hour', behind);
  const folded = stretches.filter(isOfFolds);
  const rest = joinSpans(stretches.filter((stretch) => !isOfFolds(stretch)).map(({ span }) => span));
  const names = clients.map(({ source }) => source);
  if (folded.length === 0) return countOneByOne(transaction, scope, [scope.span], names);
  const joined = await joinSets(transaction, scope, names, folded, rest);
  const isDoubtful = ({ source, accounts }: Source) =>
    (joined.get(source)?.taken ?? 0) * failedPerSucceeded <= accounts;
  const doubtful = clients.filter(isDoubtful).map(({ source }) => source);
  // Whoever passed took a place: where there is no set, nobody did.
  const where = [...rest, ...doubtful.flatMap((source) => joined.get(source)?.spans ?? [])];
  const estimated: Passed = new Map(
    [...joined].map(([source, { people }]) => [keyOf({ by: 'client', source }), people]),
  );
  for (const source of doubtful) estimated.delete(keyOf({ by: 'client', source }));
  return new Map([...estimated, ...(await countOneByOne(transaction, scope, where, doubtful))]);
}

interface JoinedSet {
  people: number;
  /** Places taken: there are at least so many accounts. */
  taken: number;
  /** The stretches of time that have a set. */
  spans: Span[];
}

/** Joins the sets of who passed by some clients with those whom no set has yet. */
async function joinSets(
  transaction: Transaction,
  scope: Scope,
  clients: string[],
  folded: (Stretch & { store: keyof typeof foldedMinutes })[],
  rest: Span[],
): Promise<Map<string, JoinedSet>> {
  const sets = selectBuckets(
    {
      columns: Prisma.sql`key, people, bucket, bucket_minutes`,
      table: Prisma.sql`folded_people`,
      where: Prisma.sql`workspace_id = ${scope.workspaceId} and dimension = ${passedByClient}
        and key = any(${clients}::text[])`,
    },
    folded,
  );
  const taken = takenOf(Prisma.sql`joined.people`);
  const { rows } = await transaction.query<{
    key: string;
    buckets: Date[] | null;
    minutes: number[] | null;
    first: number;
    sample: number;
  }>(Prisma.sql`
    with joined as materialized (
      select key, bit_or(people) as people, array_agg(bucket) as buckets, array_agg(bucket_minutes::int) as minutes
      from (${sets}) sets group by 1
    ), rest as (
      select s.client as key, ${placeOf(Prisma.sql`s.user_key`)} as place from (${selectPassed(scope, rest)}) s
      where s.client = any(${clients}::text[]) group by 1, 2
    ), added as (
      select rest.key, (count(*) filter (where ${isFirst(Prisma.sql`rest.place`)}))::int as first,
        (count(*) filter (where not ${isFirst(Prisma.sql`rest.place`)}))::int as sample
      from rest left join joined on joined.key = rest.key
      where joined.people is null or get_bit(joined.people, rest.place) = 0 group by 1
    )
    select key, joined.buckets, joined.minutes, coalesce(${taken.first}, 0) + coalesce(added.first, 0) as first,
      coalesce(${taken.sample}, 0) + coalesce(added.sample, 0) as sample
    from joined full join added using (key)`);
  return new Map(
    rows.map(({ key, buckets, minutes, first, sample }) => [
      key,
      {
        people: estimatePeople({ first, sample }),
        taken: first + sample,
        spans: (buckets ?? []).map((from, index) => ({
          from,
          to: new Date(from.getTime() + (minutes?.[index] ?? 0) * minuteMs),
        })),
      },
    ]),
  );
}

async function countOneByOne(
  transaction: Transaction,
  scope: Scope,
  spans: readonly Span[],
  clients: string[],
): Promise<Passed> {
  if (clients.length === 0) return new Map();
  const inOrder = spans.toSorted((a, b) => a.from.getTime() - b.from.getTime());
  // A bucket that several clients have is read once.
  const distinct = joinSpans(
    inOrder.filter(({ from }, index) => from.getTime() !== inOrder[index - 1]?.from.getTime()),
  );
  return toCounts(
    await transaction.query(
      Prisma.sql`select 'client|' || s.client as key, count(distinct s.user_key)::int as accounts
        from (${selectPassed(scope, distinct)}) s where s.client = any(${clients}::text[]) group by 1`,
    ),
  );
}

function selectPassed({ workspaceId, span }: Scope, spans: readonly Span[]): Prisma.Sql {
  const parts = (spans.length === 0 ? [{ from: span.from, to: span.from }] : spans).map(
    ({ from, to }) => Prisma.sql`select client, user_key from successes where workspace_id = ${workspaceId}
      and ip is not null and occurred_at >= ${from} and occurred_at < ${to}`,
  );
  return Prisma.join(parts, ' union all ');
}

function toCounts({ rows }: { rows: { key: string; accounts: number }[] }): Passed {
  return new Map(rows.map(({ key, accounts }) => [key, accounts]));
}
