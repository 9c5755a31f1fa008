import type { Db } from '../client.js';
import type { Behind } from '../readings/split-span.js';
import { readVersions } from './asked-buckets.js';
import { selectGroupEvents } from './bucket-sql.js';
import { keptBuckets } from './kept-buckets.js';
import { type FreshKeyed, readKeyed } from './read-keyed.js';

/**
 * Calls `add` with the events of some error groups, by their places among the hashes, in summed-up buckets of some lengths (in minutes):
 * from memory as far as they are kept. For a long range this takes far less room there than the events of all groups by the hour.
 */
export async function readGroupEvents(
  db: Db,
  of: { workspaceId: string; behind: Behind },
  hashes: string[],
  asked: readonly { minutes: number; buckets: number[] }[],
  add: (of: { minutes: number; bucket: number }, group: number, events: number) => void,
): Promise<void> {
  const versions = await readVersions(
    db,
    of,
    asked.map((group) => ({ ...group, byMinute: false })),
  );
  const read = async ({ minutes, buckets }: { minutes: number; buckets: number[] }) => {
    const { found } = await readKeyed<number>(
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
    for (const [bucket, byHash] of found) {
      const at = { minutes, bucket };
      for (let group = 0; group < hashes.length; group += 1) {
        const events = byHash.get(hashes[group] ?? '');
        if (events !== null && events !== undefined) add(at, group, events);
      }
    }
  };
  await Promise.all(asked.map(read));
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
