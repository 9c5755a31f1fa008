import type pg from 'pg';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { type Asked, sortOut } from '../kept/asked-buckets.js';
import type { ListedSubject } from '../kept/read-counts.js';
import { fromSignInsOf, type SubjectParts } from './key-summaries.js';
import type { Grain, Span } from './range.js';
import { type Behind, joinSpans, splitByLists } from './split-span.js';

/** What a person, an address, a country, … is called in lists, and which buckets have one. */
export function listedSubject({ subject, isOf, buckets }: SubjectParts): ListedSubject {
  const listed = new Map(
    buckets.map(({ minutes, starts }) => [minutes, new Set(starts.map((start) => start.getTime()))]),
  );
  return { name: subject, isOf, isListed: (minutes, bucket) => listed.get(minutes)?.has(bucket) === true };
}

/** The buckets of a span that can be kept in memory, and what is not summed up yet. */
export function splitKept(
  { span, behind }: { span: Span; behind: Behind },
  grain: Grain,
): { asked: Asked[]; uncounted: Span[] } {
  const { asked, counted } = sortOut(splitByLists(span, behind, grain), behind);
  return { asked, uncounted: joinSpans(counted.map((stretch) => stretch.span)) };
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
