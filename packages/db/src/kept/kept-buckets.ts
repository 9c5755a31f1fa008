import type pg from 'pg';
import type { Db } from '../client.js';
import type { PeopleSet } from './people-set.js';

/** What happened in one bucket or one minute: how many events each key had. A key is a place in a list of names. */
export interface Part {
  /** When it begins, in milliseconds. */
  at: number;
  keys: Uint32Array;
  /** There may be millions in memory, and no bucket has four billion. */
  events: Uint32Array;
}

/** Events by key and time; the keys are places in `names`. */
export interface Counts {
  names: readonly string[];
  parts: Part[];
}

/** Who was there in one minute, a row for each person and address in an error group. */
export interface Visits {
  minute: Uint8Array;
  /** What they met: places in a list of names. */
  cell: Uint32Array;
  /** The place of the person in sets of people, and of the address in sets of addresses; -1 where the log names none. */
  person: Int32Array;
  address: Int32Array;
}

/** How often the most frequent keys of a bucket failed, and who was behind them; and keys that were looked up since. */
export interface KeyCounts {
  /** Has the list of the most frequent no more room, so that others may have happened, too? */
  isFull: boolean;
  /** How often the last one that is listed failed: what a full list leaves out failed no more often. */
  least: number;
  byKey: Map<string, { events: number; people: PeopleSet | null }>;
  bytes: number;
}

/** Values of a bucket by key, `null` where a key has none; what is read later of the same version is added to it. */
export interface KeptKeys<Value> {
  byKey: Map<string, Value | null>;
  bytes: number;
}

/** How often keys failed, by minute (in milliseconds) and person; a row each. */
export interface MinuteKeys {
  at: Float64Array;
  names: string[];
  person: Int32Array;
  events: Float64Array;
}

/** What is counted by: error codes, apps with the outcome, error groups, feeds with the code; and what visits name. */
export type Kind = 'codes' | 'apps' | 'groups' | 'feeds' | 'visits';

/** Keys as they are written, and by their places. */
export class Names {
  readonly list: string[] = [];
  readonly #places = new Map<string, number>();

  /** The place of a key, which gets one if it has none. */
  placeOf(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    const place = this.list.push(name) - 1;
    this.#places.set(name, place);
    return place;
  }
}

/** Values of buckets, each as of a version; those asked for longest ago are forgotten first. */
export class Kept<Value> {
  readonly #bytesMax: number;
  readonly #entries = new Map<string, { version: number; value: Value; bytes: number }>();
  #bytes = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** The value of a bucket, if it is of this version. */
  find(key: string, version: number): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.version !== version) return undefined;
    // Put at the end of the line.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  keep(key: string, { version, value, bytes }: { version: number; value: Value; bytes: number }): void {
    this.#forget(key);
    // An entry costs some 300 bytes whatever it holds.
    this.#entries.set(key, { version, value, bytes: bytes + 300 });
    this.#bytes += bytes + 300;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#bytesMax) break;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
    this.#entries.delete(key);
  }
}

const mebibyte = 1_024 * 1_024;
/** Beyond so many names of a kind they are collected anew, so that apps that were long ago are forgotten. */
const namesMax = 200_000;

/**
 * What this process knows of buckets. It is read from summaries and from the minutes of what is summed up, which stay as they are until
 * they are made anew: then they have another version, and what is kept no longer counts.
 */
export class KeptBuckets {
  readonly parts = new Kept<{ names: Names; parts: Part[] }>(40 * mebibyte);
  readonly visits = new Kept<{ names: Names; visits: Visits }>(8 * mebibyte);
  /** Sets of people by key; `null` where a key has none. */
  readonly sets = new Kept<KeptKeys<PeopleSet>>(60 * mebibyte);
  /** Events of single error groups by their hash; `null` where one has none. */
  readonly groupEvents = new Kept<KeptKeys<number>>(4 * mebibyte);
  readonly keys = new Kept<KeyCounts>(24 * mebibyte);
  readonly minuteKeys = new Kept<MinuteKeys>(8 * mebibyte);
  readonly #names = new Map<string, Names>();
  readonly #turns = new Map<string, Promise<unknown>>();

  /**
   * Reads what is missing of something (`name`) once nobody else is reading of it, so that those who ask at the same time find
   * what the first of them has kept.
   */
  async inTurn<Result>(name: string, read: () => Promise<Result>): Promise<Result> {
    const before = this.#turns.get(name);
    // Whoever came before has told of its own failure.
    const own = before === undefined ? read() : before.then(read, read);
    this.#turns.set(name, own);
    try {
      return await own;
    } finally {
      if (this.#turns.get(name) === own) this.#turns.delete(name);
    }
  }

  /** Places are those of one list: what was kept with an earlier one is read again. */
  names(workspaceId: string, kind: Kind): Names {
    const key = `${workspaceId} ${kind}`;
    const known = this.#names.get(key);
    if (known !== undefined && known.list.length <= namesMax) return known;
    const names = new Names();
    this.#names.set(key, names);
    return names;
  }
}

const keptOf = new WeakMap<pg.Pool, KeptBuckets>();

/** What this process keeps of a database. */
export function keptBuckets(db: Db): KeptBuckets {
  const known = keptOf.get(db.pool);
  if (known !== undefined) return known;
  const made = new KeptBuckets();
  keptOf.set(db.pool, made);
  return made;
}
