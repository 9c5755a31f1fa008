import type { Db } from '../client.js';
import { versionKey } from './asked-buckets.js';
import { type Kept, type KeptKeys, keptBuckets } from './kept-buckets.js';

/** Values of a bucket by key; `null` where a key has none. */
export type Keyed<Value> = ReadonlyMap<string, Value | null>;

/** Values that were read of a bucket, and the version that they are of. */
export interface FreshKeyed<Value> {
  version: number;
  values: Map<string, Value | null>;
}

/** Where values by key are kept, and how those that are missing are read. */
export interface KeyedSource<Value> {
  kept: Kept<KeptKeys<Value>>;
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
  const found = new Map<number, Keyed<Value>>();
  /** Takes what is kept of some buckets, and answers what they lack. */
  const take = (of: readonly number[]): Missing => {
    const missing: Missing = { buckets: [], keys: new Set() };
    for (const bucket of of) {
      const version = versions.get(versionKey(minutes, bucket)) ?? 0;
      const byKey = kept.find(`${name} ${bucket}`, version)?.byKey ?? new Map<string, Value | null>();
      found.set(bucket, byKey);
      let lacksSome = false;
      for (const key of keys) {
        if (byKey.has(key)) continue;
        missing.keys.add(key);
        lacksSome = true;
      }
      if (lacksSome) missing.buckets.push(bucket);
    }
    return missing;
  };
  let { buckets: unread, keys: lacking } = take(buckets);
  if (unread.length > 0) {
    await keptBuckets(db).inTurn(name, async () => {
      ({ buckets: unread, keys: lacking } = take(unread));
      if (unread.length === 0) return;
      const fresh = await source.read(
        unread.map((bucket) => new Date(bucket)),
        [...lacking],
      );
      for (const [bucket, { version, values }] of fresh) {
        const own = kept.find(`${name} ${bucket}`, version) ?? { byKey: new Map(), bytes: 0 };
        addTo(own, values, source);
        kept.keep(`${name} ${bucket}`, { version, value: own, bytes: own.bytes });
        // Where it was summed up anew meanwhile, what was known before is good for this answer alone.
        const before = found.get(bucket);
        const isWhole = before === undefined || keys.every((key) => own.byKey.has(key));
        found.set(bucket, isWhole ? own.byKey : new Map([...before, ...values]));
      }
      unread = unread.filter((bucket) => !fresh.has(bucket));
    });
  }
  return { found, unread };
}

/** Buckets that lack the value of some key, and the keys that some bucket lacks. */
interface Missing {
  buckets: number[];
  keys: Set<string>;
}

function addTo<Value>(
  own: KeptKeys<Value>,
  values: ReadonlyMap<string, Value | null>,
  { bytesOf }: Pick<KeyedSource<Value>, 'bytesOf'>,
): void {
  for (const [key, value] of values) {
    // An entry of a map costs some 100 bytes whatever it holds.
    if (!own.byKey.has(key)) own.bytes += 100 + (value === null ? 0 : bytesOf(value));
    own.byKey.set(key, value);
  }
}
