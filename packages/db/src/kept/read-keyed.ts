import type { Db } from '../client.js';
import { versionKey } from './asked-buckets.js';
import { type Kept, keptBuckets } from './kept-buckets.js';

/** Values of a bucket by key; `null` where a key has none. */
export type Keyed<Value> = ReadonlyMap<string, Value | null>;

/** Values that were read of a bucket, and the version that they are of. */
export interface FreshKeyed<Value> {
  version: number;
  values: Map<string, Value | null>;
}

/** Where values by key are kept, and how those that are missing are read. */
export interface KeyedSource<Value> {
  kept: Kept<Keyed<Value>>;
  /** What they are of: with the start of a bucket, the name under which they are kept. */
  name: string;
  minutes: number;
  /** Reads some keys of some buckets. A bucket that is left out has no values yet. */
  read(buckets: Date[], keys: string[]): Promise<ReadonlyMap<number, FreshKeyed<Value>>>;
  bytesOf(value: Value): number;
}

/**
 * The values of some buckets, by their starts, with at least those of some keys: from memory as far as they are kept; what a bucket
 * lacks of the keys is read and kept with what it had. `unread` are the buckets that have no values yet.
 */
export async function readKeyed<Value>(
  db: Db,
  source: KeyedSource<Value>,
  { buckets, keys }: { buckets: number[]; keys: string[] },
  versions: ReadonlyMap<string, number>,
): Promise<{ found: ReadonlyMap<number, Keyed<Value>>; unread: number[] }> {
  const { kept, name, minutes } = source;
  /** Takes what is kept of some buckets, and answers what they lack. */
  const take = (of: readonly number[]) => {
    for (const bucket of of) {
      const version = versions.get(versionKey(minutes, bucket)) ?? 0;
      known.set(bucket, { version, values: kept.find(`${name} ${bucket}`, version) ?? new Map() });
    }
    return listMissing(keys, known);
  };
  const known = new Map<number, { version: number; values: Keyed<Value> }>();
  let missing = take(buckets);
  if (missing.buckets.length > 0) {
    await keptBuckets(db).inTurn(name, async () => {
      missing = take(missing.buckets);
      if (missing.buckets.length === 0) return;
      const asked = missing.buckets.map((bucket) => new Date(bucket));
      for (const [bucket, { version, values }] of await source.read(asked, missing.keys)) {
        const before = known.get(bucket);
        const joined = new Map([...(before?.values ?? []), ...values]);
        // Where it was summed up anew meanwhile, what was known before is good for this answer alone.
        const value = before?.version === version ? joined : values;
        kept.keep(`${name} ${bucket}`, { version, value, bytes: bytesOf(source, value) });
        known.set(bucket, { version, values: joined });
      }
      missing = listMissing(keys, known);
    });
  }
  const found = new Map([...known].map(([bucket, { values }]) => [bucket, values]));
  return { found, unread: missing.buckets };
}

/** The buckets that lack the value of some key, and the keys that some bucket lacks. */
function listMissing<Value>(
  keys: readonly string[],
  known: ReadonlyMap<number, { values: Keyed<Value> }>,
): { buckets: number[]; keys: string[] } {
  const lacking = new Set<string>();
  const buckets: number[] = [];
  for (const [bucket, { values }] of known) {
    const missing = keys.filter((key) => !values.has(key));
    for (const key of missing) lacking.add(key);
    if (missing.length > 0) buckets.push(bucket);
  }
  return { buckets, keys: [...lacking] };
}

function bytesOf<Value>(source: KeyedSource<Value>, values: Keyed<Value>): number {
  let bytes = 0;
  // An entry of a map costs some 100 bytes whatever it holds.
  for (const value of values.values()) bytes += 100 + (value === null ? 0 : source.bytesOf(value));
  return bytes;
}
