import type pg from 'pg';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { sortOut } from '../kept/asked-buckets.js';
import type { Names, Part } from '../kept/kept-buckets.js';
import { type ListedSubject, readSubjectCounts } from '../kept/read-counts.js';
import { fromSignInsOf, type SubjectParts } from './key-summaries.js';
import { type Grain, hourMs, type Span } from './range.js';
import { type Behind, joinSpans, splitByLists } from './split-span.js';

/** What a person, an address, a country, … is called in lists, and which buckets have one. */
export function listedSubject({ subject, isOf, buckets }: SubjectParts): ListedSubject {
  const listed = new Map(
    buckets.map(({ minutes, starts }) => [minutes, new Set(starts.map((start) => start.getTime()))]),
  );
  return { name: subject, isOf, isListed: (minutes, bucket) => listed.get(minutes)?.has(bucket) === true };
}

/**
 * Events by code or by error group of some subjects over a span: `listed`, from memory, has the summed-up buckets of each; `rest` the rows
 * of a statement over the sign-ins `r` that are not summed up yet, which is told when one of these counts (see {@link countedAt}).
 */
export async function readSubjects<Row extends pg.QueryResultRow>(
  db: Db,
  { workspaceId, span, behind }: { workspaceId: string; span: Span; behind: Behind },
  parts: readonly SubjectParts[],
  { kind, grain }: { kind: 'codes' | 'groups'; grain: Grain },
  select: (from: Prisma.Sql, at: Prisma.Sql) => Prisma.Sql,
): Promise<{ listed: { names: Names; parts: Part[] }[]; rest: Row[] }> {
  const { asked, counted } = sortOut(splitByLists(span, behind, grain), behind);
  const spans = joinSpans(counted.map((stretch) => stretch.span));
  const subjects = parts.map(listedSubject);
  const [listed, rest] = await Promise.all([
    Promise.all(
      subjects.map((subject) =>
        readSubjectCounts(db, { workspaceId, span, behind }, { kind, subject }, asked),
      ),
    ),
    readUncounted<Row>(
      db,
      workspaceId,
      subjects.map(({ isOf }) => ({ isOf, spans })),
      (from) => select(from, countedAt(span, grain)),
    ),
  ]);
  return { listed, rest };
}

/** The rows of one statement for each subject over its sign-ins `r` in some spans. */
export async function readUncounted<Row extends pg.QueryResultRow>(
  db: Db,
  workspaceId: string,
  subjects: readonly { isOf: Prisma.Sql; spans: readonly Span[] }[],
  select: (from: Prisma.Sql) => Prisma.Sql,
): Promise<Row[]> {
  const statements = subjects
    .filter(({ spans }) => spans.length > 0)
    .map(({ isOf, spans }) => select(fromSignInsOf(workspaceId, isOf, spans)));
  if (statements.length === 0) return [];
  const { rows } = await db.pool.query<Row>(Prisma.join(statements, ' union all '));
  return rows;
}

/**
 * When a sign-in `r` that is not summed up yet counts: one of a whole hour at its start, where the grain is no finer, as it will once
 * it is summed up. Else a bar whose hours begin between two of these would change when nothing happened.
 */
function countedAt({ from, to }: Span, grain: Grain): Prisma.Sql {
  if (grain === 'minute' || grain === 'quarter') return Prisma.sql`r.occurred_at`;
  const first = new Date(Math.ceil(from.getTime() / hourMs) * hourMs);
  const last = new Date(Math.floor(to.getTime() / hourMs) * hourMs);
  return Prisma.sql`case when r.occurred_at >= ${first}::timestamptz and r.occurred_at < ${last}::timestamptz
    then date_bin(interval '1 hour', r.occurred_at, timestamptz '1970-01-01 00:00+00') else r.occurred_at end`;
}
