import type { ErrorGroupState } from '@turnaway/contracts';
import { errorGroupStateSchema, noApp } from '@turnaway/contracts';
import type pg from 'pg';
import { z } from 'zod';
import type { Db } from '../client.js';
import type { StoredKey } from '../error-groups/group-key.js';
import { mostUrgentState } from '../error-groups/most-urgent-states.js';
import { groupHash } from '../folds/group-hash.js';
import { Prisma } from '../generated/client.js';
import { keptBuckets, Names } from './kept-buckets.js';

/** How a group stands. */
export interface KnownGroup extends StoredKey {
  hash: string;
  /** Its place among the names of groups. */
  place: number;
  state: ErrorGroupState;
  assigneeId: string | null;
  /** In milliseconds. */
  firstSeenAt: number;
}

/** The groups of a code. */
export interface GroupsOfCode {
  groups: readonly KnownGroup[];
  /** Their places, in the same order. */
  places: Uint32Array;
  /** Their apps, as places in `KnownGroups.apps`, in the same order. */
  apps: Uint32Array;
  /** How they stand, as places in `errorGroupStateSchema.options`, in the same order. */
  states: Uint8Array;
  /** Where among them the one is whose events name no app; -1 if there is none. */
  ofNoApp: number;
  mostUrgent: ErrorGroupState | null;
}

/**
 * The groups of a workspace, and the names that their places are among. There are thousands, and most have nothing in a range: what
 * decides about that stands in arrays, which are gone through in a tenth of the time.
 */
export interface KnownGroups {
  names: Names;
  groups: readonly KnownGroup[];
  byCode: ReadonlyMap<string, GroupsOfCode>;
  /** Every app that has a group, once. */
  apps: readonly string[];
}

/** What was read last, and which version that was. */
interface KnownBefore extends KnownGroups {
  version: string;
  /** What a hash stands for never changes. */
  keys: ReadonlyMap<string, StoredKey>;
}

const knownOf = new WeakMap<pg.Pool, Map<string, KnownBefore>>();

/**
 * All error groups of a workspace, as they stand now. While the database says that none has changed, those in memory are the same; else they come as a few long texts: as rows they would take several times as long.
 */
export async function readKnownGroups(db: Db, workspaceId: string): Promise<KnownGroups> {
  const ofDb = knownOf.get(db.pool) ?? new Map<string, KnownBefore>();
  knownOf.set(db.pool, ofDb);
  const before = ofDb.get(workspaceId);
  const names = keptBuckets(db).names(workspaceId, 'groups');
  if (before?.names === names && (await readVersion(db, workspaceId)) === before.version) return before;
  const texts = await readTexts(db, workspaceId);
  const hashes = texts.hashes?.split(' ') ?? [];
  const isComplete = before !== undefined && hashes.every((hash) => before.keys.has(hash));
  const keys = isComplete ? before.keys : await readKeys(db, workspaceId);
  const states = texts.states?.split(' ') ?? [];
  const firstSeen = texts.first_seen?.split(' ') ?? [];
  const assigned = new Map(Object.entries(assignedSchema.parse(texts.assigned ?? {})));
  const groups = hashes.flatMap((hash, index): KnownGroup[] => {
    const key = keys.get(hash);
    if (key === undefined) return [];
    const state = toState(states[index] ?? '');
    const firstSeenAt = Number(firstSeen[index] ?? 0);
    const place = names.placeOf(hash);
    return [{ ...key, hash, place, state, assigneeId: assigned.get(hash) ?? null, firstSeenAt }];
  });
  const apps = new Names();
  const byCode = groupByCode(groups, apps);
  const known = { version: texts.version, names, groups, byCode, apps: apps.list, keys };
  ofDb.set(workspaceId, known);
  return known;
}

function groupByCode(groups: readonly KnownGroup[], apps: Names): Map<string, GroupsOfCode> {
  const byCode = new Map<string, KnownGroup[]>();
  for (const group of groups) {
    const own = byCode.get(group.errorCode);
    if (own === undefined) byCode.set(group.errorCode, [group]);
    else own.push(group);
  }
  return new Map(
    [...byCode].map(([code, own]) => [
      code,
      {
        groups: own,
        places: Uint32Array.from(own, ({ place }) => place),
        apps: Uint32Array.from(own, ({ app }) => apps.placeOf(app)),
        states: Uint8Array.from(own, ({ state }) => errorGroupStateSchema.options.indexOf(state)),
        ofNoApp: own.findIndex(({ app }) => app === noApp),
        mostUrgent: mostUrgentState(own, undefined),
      },
    ]),
  );
}

const assignedSchema = z.record(z.string(), z.string());

/** Triggers count up with every change; before the first there is no row. */
const noVersion = '0';

async function readVersion(db: Db, workspaceId: string): Promise<string> {
  const { rows } = await db.pool.query<{ version: string }>({
    name: 'read-groups-version',
    text: 'select version::text as version from error_group_versions where workspace_id = $1',
    values: [workspaceId],
  });
  return rows[0]?.version ?? noVersion;
}

interface GroupTexts {
  version: string;
  hashes: string | null;
  states: string | null;
  assigned: unknown;
  first_seen: string | null;
}

async function readTexts(db: Db, workspaceId: string): Promise<GroupTexts> {
  const hash = groupHash(Prisma.sql`e`);
  const { rows } = await db.pool.query<GroupTexts>(Prisma.sql`
    select coalesce((select v.version::text from error_group_versions v where v.workspace_id = ${workspaceId}), ${noVersion}) as version,
      string_agg(${hash}::text, ' ') as hashes, string_agg(e.state, ' ') as states,
      json_object_agg(${hash}, e.assignee_id) filter (where e.assignee_id is not null) as assigned,
      string_agg((extract(epoch from e.first_seen_at) * 1000)::bigint::text, ' ') as first_seen
    from error_groups e where e.workspace_id = ${workspaceId}`);
  return rows[0] ?? { version: noVersion, hashes: null, states: null, assigned: null, first_seen: null };
}

const statesByName: ReadonlyMap<string, ErrorGroupState> = new Map(
  errorGroupStateSchema.options.map((state) => [state, state]),
);

function toState(state: string): ErrorGroupState {
  return statesByName.get(state) ?? errorGroupStateSchema.parse(state);
}

async function readKeys(db: Db, workspaceId: string): Promise<ReadonlyMap<string, StoredKey>> {
  const { rows } = await db.pool.query<{ hash: string; error_code: string; app: string }>(Prisma.sql`
    select ${groupHash(Prisma.sql`e`)}::text as hash, e.error_code, e.app from error_groups e
    where e.workspace_id = ${workspaceId}`);
  return new Map(rows.map(({ hash, error_code, app }) => [hash, { errorCode: error_code, app }]));
}
