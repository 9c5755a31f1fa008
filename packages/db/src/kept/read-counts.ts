import type { Db } from '../client.js';
import { subjectOf } from '../folds/fold-subjects.js';
import { eachWholeGroup } from '../folds/pack-groups.js';
import type { Prisma } from '../generated/client.js';
import type { Scope } from '../readings/counted-events.js';
import { type Grain, minuteMs, type Span } from '../readings/range.js';
import { type Behind, type Stretch, splitSpan } from '../readings/split-span.js';
import { type Asked, readVersions, sortOut, versionKey } from './asked-buckets.js';
import type { Bins } from './bins.js';
import {
  type BucketRow,
  type CountedKind,
  type Subject,
  selectCounted,
  selectFolded,
  selectMinutes,
} from './bucket-sql.js';
import { type Counts, keptBuckets, type Names, type Part } from './kept-buckets.js';
import {
  type PackedRow,
  selectAppCodes,
  selectSubjectCodes,
  selectSubjectCounted,
  selectSubjectGroups,
} from './subject-sql.js';

/**
 * All events of a workspace in an aligned span by code, app or group, or those of one app by code, whatever a filter says: from the
 * summaries and the finished minutes that this process keeps in memory, and from the rollups where something is not summed up yet.
 * What is kept counts only while its version is that of the database, which is asked every time.
 */
export async function readCounts(
  db: Db,
  { workspaceId, span, behind }: Pick<Scope, 'workspaceId' | 'span'> & { behind: Behind },
  of: CountedKind | { codesOfApp: string },
  { grain, bins }: { grain: Grain; bins: Bins },
): Promise<Counts> {
  const [kind, app] = typeof of === 'string' ? [of, null] : (['codes', of.codesOfApp] as const);
  const names = keptBuckets(db).names(workspaceId, kind);
  const { asked, counted } = sortOut(splitSpan(span, grain, behind), behind);
  const source = { workspaceId, behind, kind, names, subject: null, app };
  const [kept, live] = await Promise.all([readKept(db, source, asked), readLive(db, source, counted, bins)]);
  const from = span.from.getTime();
  const to = span.to.getTime();
  // The quarters at the ends have minutes outside of the span.
  const parts = kept.filter(({ at }) => at >= from && at < to);
  return { names: names.list, parts: [...parts, ...live] };
}

interface Source {
  workspaceId: string;
  behind: Behind;
  kind: CountedKind;
  names: Names;
  /** The person, address, country, … that they are about; none where they are about all. */
  subject: ListedSubject | null;
  /** The app whose codes they are; none where they are of all. */
  app: string | null;
}

/** A subject, and which buckets have a list of it. */
export interface ListedSubject extends Subject {
  isListed: (minutes: number, bucket: number) => boolean;
}

/**
 * Events by code or by error group of a subject in some buckets: from its lists, and from its sign-ins where there is none; both are
 * kept in memory. The quarters at the ends have minutes outside of the span, which are left out.
 */
export async function readSubjectCounts(
  db: Db,
  { workspaceId, span, behind }: { workspaceId: string; span: Span; behind: Behind },
  { kind, subject }: { kind: 'codes' | 'groups'; subject: ListedSubject },
  asked: Asked[],
): Promise<{ names: Names; parts: Part[] }> {
  const names = keptBuckets(db).names(workspaceId, kind);
  const parts = await readKept(db, { workspaceId, behind, kind, names, subject, app: null }, asked);
  return { names, parts: parts.filter(({ at }) => at >= span.from.getTime() && at < span.to.getTime()) };
}

async function readKept(db: Db, source: Source, asked: Asked[]): Promise<Part[]> {
  if (asked.length === 0) return [];
  const versions = await readVersions(db, source, asked);
  const kept = keptBuckets(db);
  const found: Part[] = [];
  /** Takes what is kept, and answers what is not. */
  const take = (group: Asked, buckets: number[]) =>
    buckets.filter((bucket) => {
      const version = versions.get(versionKey(group.minutes, bucket)) ?? 0;
      const known = kept.parts.find(bucketKey(source, group, bucket), version);
      if (known?.names !== source.names) return true;
      found.push(...known.parts);
      return false;
    });
  const reads = asked.map(async (group) => {
    const missing = take(group, group.buckets);
    if (missing.length === 0) return;
    await kept.inTurn(`${nameOf(source)} ${group.minutes} ${group.byMinute}`, async () => {
      const still = take(group, missing);
      if (still.length > 0) found.push(...(await readMissing(db, source, group, still)));
    });
  });
  await Promise.all(reads);
  return found;
}

/** Buckets read in one statement, so that what comes back at once stays small. */
const bucketsAtOnce = 24;

async function readMissing(db: Db, source: Source, group: Asked, missing: number[]): Promise<Part[]> {
  const kept = keptBuckets(db).parts;
  const found: Part[] = [];
  for (let first = 0; first < missing.length; first += bucketsAtOnce) {
    const buckets = missing.slice(first, first + bucketsAtOnce).map((bucket) => new Date(bucket));
    for (const { bucket, version, parts } of await readFolded(db, source, group, buckets)) {
      kept.keep(bucketKey(source, group, bucket.getTime()), {
        version,
        value: { names: source.names, parts },
        bytes: parts.reduce((sum, { keys }) => sum + keys.length * 8 + 200, 0),
      });
      found.push(...parts);
    }
  }
  return found;
}

interface FoldedRow {
  bucket: Date;
  version: number;
  parts: Part[];
}

async function readFolded(
  db: Db,
  { workspaceId, kind, names, subject, app }: Source,
  { minutes, byMinute }: Asked,
  buckets: Date[],
): Promise<FoldedRow[]> {
  if (subject !== null) {
    if (kind !== 'codes' && kind !== 'groups') throw new Error(`of subjects, ${kind} are not listed`);
    const isListed = (bucket: Date) => !byMinute && subject.isListed(minutes, bucket.getTime());
    const unlisted = { minutes, byMinute, buckets: buckets.filter((bucket) => !isListed(bucket)) };
    const found = await Promise.all([
      readLists(db, { workspaceId, kind, names, subject: subject.name }, minutes, buckets.filter(isListed)),
      unlisted.buckets.length === 0
        ? []
        : readRows(db, names, selectSubjectCounted(workspaceId, kind, subject, unlisted)),
    ]);
    return found.flat();
  }
  if (app !== null)
    return readRows(db, names, selectAppCodes(workspaceId, app, { minutes, byMinute }, buckets));
  return readRows(
    db,
    names,
    byMinute ? selectMinutes(workspaceId, kind, buckets) : selectFolded(workspaceId, kind, minutes, buckets),
  );
}

async function readRows(db: Db, names: Names, statement: Prisma.Sql): Promise<FoldedRow[]> {
  const { rows } = await db.pool.query<BucketRow>(statement);
  return rows.map((row) => ({ ...row, parts: toParts(row, names) }));
}

async function readLists(
  db: Db,
  of: { workspaceId: string; kind: 'codes' | 'groups'; names: Names; subject: string },
  minutes: number,
  buckets: Date[],
): Promise<FoldedRow[]> {
  const { workspaceId, kind, names, subject } = of;
  if (buckets.length === 0) return [];
  if (kind === 'codes')
    return readRows(db, names, selectSubjectCodes(workspaceId, subject, minutes, buckets));
  const { rows } = await db.pool.query<PackedRow>(
    selectSubjectGroups(workspaceId, subject, minutes, buckets),
  );
  return rows.map((row) => ({ ...row, parts: unpack(row, names) }));
}

function unpack({ bucket, groups }: PackedRow, names: Names): Part[] {
  if (groups === null) return [];
  const keys: number[] = [];
  const events: number[] = [];
  eachWholeGroup(groups, (hash, count) => {
    keys.push(names.placeOf(hash));
    events.push(count);
  });
  return [{ at: bucket.getTime(), keys: Uint32Array.from(keys), events: Uint32Array.from(events) }];
}

function toParts({ bucket, keys, events, minutes }: BucketRow, names: Names): Part[] {
  if (keys === null || events === null) return [];
  const at = bucket.getTime();
  const places = Uint32Array.from(keys, (key) => names.placeOf(key));
  if (minutes === null) return [{ at, keys: places, events: Uint32Array.from(events) }];
  const byMinute = new Map<number, number[]>();
  for (const [index, minute] of minutes.entries()) {
    const own = byMinute.get(minute);
    if (own === undefined) byMinute.set(minute, [index]);
    else own.push(index);
  }
  return [...byMinute].map(([minute, indexes]) => ({
    at: at + minute * minuteMs,
    keys: Uint32Array.from(indexes, (index) => places[index] ?? 0),
    events: Uint32Array.from(indexes, (index) => events[index] ?? 0),
  }));
}

function bucketKey(source: Source, { minutes, byMinute }: Asked, bucket: number): string {
  return `${nameOf(source)} ${byMinute ? 1 : minutes} ${bucket}`;
}

/** What the buckets are of: all, a subject, or an app, which the space before its name tells from a subject. */
function nameOf({ workspaceId, kind, subject, app }: Source): string {
  return `${workspaceId} ${kind} ${subject?.name ?? ''} ${app === null ? '' : subjectOf('app', app)}`;
}

async function readLive(
  db: Db,
  { workspaceId, kind, names, app }: Source,
  stretches: Stretch[],
  bins: Bins,
): Promise<Part[]> {
  if (stretches.length === 0) return [];
  const { rows } = await db.pool.query<{ at: number; key: string; events: number }>(
    selectCounted(workspaceId, { kind, app }, stretches, bins),
  );
  const byTime = new Map<number, { keys: number[]; events: number[] }>();
  for (const { at, key, events } of rows) {
    const part = byTime.get(at) ?? { keys: [], events: [] };
    byTime.set(at, part);
    part.keys.push(names.placeOf(key));
    part.events.push(events);
  }
  return [...byTime].map(([at, part]) => ({
    at,
    keys: Uint32Array.from(part.keys),
    events: Uint32Array.from(part.events),
  }));
}
