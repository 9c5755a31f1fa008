import type { Outcome } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { allPeople } from '../folds/fold-subjects.js';
import { Prisma } from '../generated/client.js';
import { AskOnce } from '../kept/ask-once.js';
import type { Scope } from './counted-events.js';
import { filterRollups, namesCodes } from './filter-sql.js';
import { dayMs, type Span } from './range.js';
import type { Behind } from './split-span.js';

/** More codes, apps, addresses, people, … than this are not looked up one by one. */
export const subjectsMax = 4;

const codesOfRequest = new AskOnce<string[]>();

/** The codes that were seen and have one of the outcomes, as far as a filter by codes lets them through; no more than are told apart. */
export function readCountedCodes(
  db: Db,
  { workspaceId, filter }: Scope,
  behind: Behind,
  outcomes: Outcome[],
): Promise<string[]> {
  const { system, code, cause, source } = filter;
  const asked = { system, code, cause, source };
  const limit = namesCodes(filter) ? subjectsMax + 1 : 20_000;
  return codesOfRequest.answer(behind, JSON.stringify([asked, outcomes]), async () => {
    const { rows } = await db.pool.query<{ error_code: string }>(Prisma.sql`
      select c.error_code from code_classes c where c.workspace_id = ${workspaceId}
        and c.first_seen_at is not null and c.outcome = any(${outcomes}::text[]) and ${filterRollups(asked)}
      limit ${limit}`);
    return rows.map((row) => row.error_code);
  });
}

/** The buckets that have a list, by what it is of, each by its {@link bucketKey}. */
export type Listed = ReadonlyMap<string, ReadonlySet<string>>;
const listedOfRequest = new AskOnce<Listed>();

/** Which hours and days of a span have lists of some subjects. */
export function readListed(
  db: Db,
  { workspaceId }: Scope,
  behind: Behind,
  subjects: string[],
  { from, to }: Span,
): Promise<Listed> {
  const question = JSON.stringify([subjects, from.getTime(), to.getTime()]);
  return listedOfRequest.answer(behind, question, async () => {
    const { rows } = await db.pool.query<{ subject: string; minutes: number; at: number[] }>({
      name: 'read-listed',
      text: `select error_code as subject, bucket_minutes::int as minutes, json_agg(date_part('epoch', bucket) * 1000) as at
        from folded_keys
        where workspace_id = $1 and dimension = $2 and error_code = any($3::text[]) and bucket_minutes in (60, 1440)
          and bucket >= $4 and bucket < $5 group by 1, 2`,
      values: [workspaceId, allPeople, subjects, new Date(from.getTime() - dayMs), to],
    });
    const listed = new Map<string, Set<string>>();
    for (const { subject, minutes, at } of rows) {
      const buckets = listed.get(subject) ?? new Set<string>();
      listed.set(subject, buckets);
      for (const start of at) buckets.add(bucketKey(minutes, start));
    }
    return listed;
  });
}

export const bucketKey = (minutes: number, start: number) => `${minutes}|${start}`;
