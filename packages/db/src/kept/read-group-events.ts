import type { Db } from '../client.js';
import type { Behind } from '../readings/split-span.js';
import { readVersions } from './asked-buckets.js';
import { selectGroupEvents } from './bucket-sql.js';
import { keptBuckets } from './kept-buckets.js';
import { type FreshKeyed, readKeyed } from './read-keyed.js';

/**
 * Events of some error groups, by their hashes, in summed-up buckets of some lengths (in minutes): from memory as far as they are kept.
 * For a long range this takes far less room there than the events of all groups by the hour.
 */
export async function readGroupEvents(
  db: Db,
  of: { workspaceId: string; behind: Behind },
  hashes: string[],
  asked: readonly { minutes: number; buckets: number[] }[],
): Promise<{ minutes: number; bucket: number; hash: string; events: number }[]> {
  const versions = await readVersions(
    db,
    of,
    asked.map((group) => ({ ...group, byMinute: false })),
  );
  const read = await Promise.all(
    asked.map(async ({ minutes, buckets }) => {
      const { values } = await readKeyed<number>(
        db,
        {
          kept: keptBuckets(db).groupEvents,
          name: `${of.workspaceId} ${minutes}`,
          minutes,
          read: (missing, keys) => readFolded(db, { ...of, minutes }, missing, keys),
          bytesOf: () => 0,
        },
        { buckets, keys: hashes },
        versions,
      );
      return values.map(({ bucket, key, value }) => ({ minutes, bucket, hash: key, events: value }));
    }),
  );
  return read.flat();
}

async function readFolded(
  db: Db,
  { workspaceId, minutes }: { workspaceId: string; minutes: number },
  buckets: Date[],
  hashes: string[],
): Promise<Map<number, FreshKeyed<number>>> {
  const { rows } = await db.pool.query<{
    bucket: Date;
    version: number;
    hash: string | null;
    events: number | null;
  }>(selectGroupEvents(workspaceId, minutes, buckets, hashes));
  const fresh = new Map<number, FreshKeyed<number>>();
  for (const { bucket, version, hash, events } of rows) {
    const at = bucket.getTime();
    const own = fresh.get(at) ?? { version, values: new Map(hashes.map((one) => [one, null])) };
    fresh.set(at, own);
    if (hash !== null) own.values.set(hash, events);
  }
  return fresh;
}
