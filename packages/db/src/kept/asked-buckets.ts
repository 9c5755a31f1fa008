import type { Db } from '../client.js';
import { minuteMs } from '../readings/range.js';
import { type Behind, foldedMinutes, isOfFolds, type Stretch } from '../readings/split-span.js';
import { AskOnce } from './ask-once.js';
import { selectVersions } from './bucket-sql.js';

const quarterMs = 15 * minuteMs;

/** Buckets of one length that are read from memory. With `byMinute` they are quarters, and what is read is their minutes. */
export interface Asked {
  minutes: number;
  byMinute: boolean;
  buckets: number[];
}

/** What can be kept, and what is still being counted. */
export function sortOut(stretches: Stretch[], behind: Behind): { asked: Asked[]; counted: Stretch[] } {
  const asked: Asked[] = [];
  const counted: Stretch[] = [];
  const quarters: Asked = { minutes: 15, byMinute: true, buckets: [] };
  for (const stretch of stretches) {
    const { store, span } = stretch;
    if (isOfFolds(stretch)) {
      const minutes = foldedMinutes[stretch.store];
      asked.push({ minutes, byMinute: false, buckets: startsOf(span, minutes * minuteMs) });
    } else if (store === 'hours') {
      counted.push(stretch);
    } else {
      for (const quarter of startsOf(span, quarterMs)) {
        if (behind.quarters.has(quarter)) counted.push({ store, span: cut(span, quarter) });
        else quarters.buckets.push(quarter);
      }
    }
  }
  if (quarters.buckets.length > 0) asked.push(quarters);
  return { asked, counted };
}

/** Starts of the quarters of an hour that some stretches touch, each once: an hour that is not summed up yet has four. */
export function quartersOf(stretches: readonly Stretch[]): number[] {
  return [...new Set(stretches.flatMap(({ span }) => startsOf(span, quarterMs)))];
}

/** Starts of the buckets that a span touches. */
function startsOf({ from, to }: { from: Date; to: Date }, bucketMs: number): number[] {
  const first = Math.floor(from.getTime() / bucketMs) * bucketMs;
  const count = Math.max(0, Math.ceil((to.getTime() - first) / bucketMs));
  return Array.from({ length: count }, (_, index) => first + index * bucketMs);
}

function cut({ from, to }: { from: Date; to: Date }, quarter: number): { from: Date; to: Date } {
  return {
    from: new Date(Math.max(from.getTime(), quarter)),
    to: new Date(Math.min(to.getTime(), quarter + quarterMs)),
  };
}

const versionsOfRequest = new AskOnce<Map<string, number>>();

/** The version of each bucket that has one, by {@link versionKey}; asked once for a request. */
export function readVersions(
  db: Db,
  { workspaceId, behind }: { workspaceId: string; behind: Behind },
  asked: Asked[],
): Promise<Map<string, number>> {
  const stretches = asked.flatMap(({ minutes, buckets }) =>
    joinBuckets(buckets, minutes * minuteMs).map((span) => ({ minutes, ...span })),
  );
  if (stretches.length === 0) return Promise.resolve(new Map());
  const question = stretches
    .map(({ minutes, from, to }) => `${minutes} ${from.getTime()} ${to.getTime()}`)
    .join();
  return versionsOfRequest.answer(behind, question, () => askVersions(db, workspaceId, stretches));
}

async function askVersions(
  db: Db,
  workspaceId: string,
  stretches: { minutes: number; from: Date; to: Date }[],
): Promise<Map<string, number>> {
  const { rows } = await db.pool.query<{ minutes: number; at: number; version: number }>(
    selectVersions(workspaceId, stretches),
  );
  return new Map(rows.map(({ minutes, at, version }) => [versionKey(minutes, at), version]));
}

export function versionKey(minutes: number, at: number): string {
  return `${minutes} ${at}`;
}

/** Buckets, which come in order, as spans. */
function joinBuckets(buckets: readonly number[], bucketMs: number): { from: Date; to: Date }[] {
  const spans: { from: Date; to: Date }[] = [];
  for (const bucket of buckets) {
    const last = spans.at(-1);
    if (last?.to.getTime() === bucket) last.to = new Date(bucket + bucketMs);
    else spans.push({ from: new Date(bucket), to: new Date(bucket + bucketMs) });
  }
  return spans;
}
