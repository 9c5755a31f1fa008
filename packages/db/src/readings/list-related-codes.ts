import type { RelatedCodes, SignInFilter, TimeRange } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { type CodeClassRow, codeClassColumns, toCodeClass } from './code-class.js';
import { fromSignIns } from './counted-events.js';
import { loadPeriods } from './load-periods.js';
import { hourMs } from './range.js';

/** The latest events of the code that are looked around from, and how much is looked at around each. */
const sampledEvents = 300;
const aroundEachMax = 40;
const shownMax = 8;

/**
 * What else the people of an error code met within an hour before or after it: of a bounded sample, the latest of the
 * range (ISO 8601, `to` exclusive). Without a `variant` it is the code with all its variants; these are not listed. A code
 * that only one person met says nothing and is left out.
 */
export async function listRelatedCodes(
  db: Db,
  query: {
    workspaceId: string;
    system: string;
    code: string;
    variant: string | null;
    range: TimeRange;
    filter: SignInFilter;
  },
): Promise<RelatedCodes> {
  const { workspaceId, system, code, variant, filter } = query;
  const { span } = await loadPeriods(db, workspaceId, query.range, filter);
  const family = await db.pool.query<{ error_code: string; variant: string | null }>(Prisma.sql`
    select error_code, variant from code_classes
    where workspace_id = ${workspaceId} and system = ${system} and code = ${code} limit 200`);
  const around = { from: new Date(span.from.getTime() - hourMs), to: new Date(span.to.getTime() + hourMs) };
  const codes = family.rows
    .filter((row) => variant === null || row.variant === variant)
    .map((row) => row.error_code);
  const { rows } = await db.pool.query<
    CodeClassRow & { people: number; before: number; after: number; sampled: number }
  >(Prisma.sql`
    with sample as materialized (
      select r.user_key, r.bucket as at ${fromSignIns({ workspaceId, span, filter, codes })}
        and r.user_key is not null order by r.bucket desc limit ${sampledEvents}
    ), met as (
      select near.error_code, count(distinct sample.user_key)::int as people,
        (count(distinct sample.user_key) filter (where near.occurred_at < sample.at))::int as before,
        (count(distinct sample.user_key) filter (where near.occurred_at >= sample.at))::int as after
      from sample cross join lateral (
        select s.error_code, s.occurred_at from sign_ins s
        where s.workspace_id = ${workspaceId} and s.user_key = sample.user_key
          and s.occurred_at >= sample.at - interval '1 hour' and s.occurred_at <= sample.at + interval '1 hour'
          -- Said once more for the planner, which leaves other days' partitions out by it.
          and s.occurred_at >= ${around.from} and s.occurred_at <= ${around.to}
        limit ${aroundEachMax}
      ) near
      where near.error_code <> all(${family.rows.map((row) => row.error_code)}::text[])
      group by 1 having count(distinct sample.user_key) > 1
    ), sampled as (select count(distinct user_key)::int as sampled from sample)
    select sampled.sampled, ${codeClassColumns}, met.people, met.before, met.after
    from sampled left join met on true
    left join code_classes c on c.workspace_id = ${workspaceId} and c.error_code = met.error_code
    order by met.people desc nulls last, c.error_code limit ${shownMax}`);
  return {
    sampled: rows[0]?.sampled ?? 0,
    items: rows
      .filter((row) => row.people !== null)
      .map((row) => ({
        ...toCodeClass(row),
        people: row.people,
        peopleBefore: row.before,
        peopleAfter: row.after,
      })),
  };
}
