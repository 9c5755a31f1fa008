import {
  type BulkErrorGroupsAnswer,
  type ErrorGroup,
  type ErrorGroupChange,
  type ErrorGroupKey,
  type ErrorGroupState,
  errorGroupId,
  type IgnoreCondition,
} from '@turnaway/contracts';
import type pg from 'pg';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { inTransaction } from '../in-transaction.js';
import { keysTable, type StoredKey, toStoredKey } from './group-key.js';
import { insertEntries, type NewEntry } from './insert-entries.js';
import { readErrorGroups } from './read-error-groups.js';

/** Who changes groups, and when. */
interface Deed {
  workspaceId: string;
  /** E-mail address of the member, or name of the API token. */
  by: string;
  now: Date;
  change: ErrorGroupChange;
  /** The e-mail address of the new assignee; `null` for nobody. */
  assigneeEmail: string | null;
}

/**
 * Changes some groups in one go and writes down who did it; the answer says for each what became of it, in the order of
 * the keys. Giving a new group to somebody makes it ongoing: it was taken up.
 */
export async function changeErrorGroups(
  db: Db,
  { keys: asked, ...deed }: Deed & { keys: readonly ErrorGroupKey[] },
): Promise<BulkErrorGroupsAnswer['items']> {
  // A key that is given twice is one group, and changes once.
  const named = new Map(asked.map((key) => [errorGroupId(key), toStoredKey(key)]));
  const keys = [...named.values()];
  return inTransaction(db, async (client) => {
    await lockGroups(client, deed.workspaceId, keys);
    const before = await readErrorGroups(client, { workspaceId: deed.workspaceId, keys });
    const changed = keys.flatMap((key, place) => {
      const group = before[place] ?? null;
      return group !== null && isChange(group, deed.change) ? [{ key, group }] : [];
    });
    await saveAssignee(client, deed, changed);
    for (const state of new Set(changed.map(({ group }) => nextOf(group, deed.change)))) {
      const moved = changed.filter(
        ({ group }) => nextOf(group, deed.change) === state && isMoved(group, deed.change),
      );
      await saveState(client, deed, state, moved);
    }
    await insertEntries(
      client,
      changed.flatMap(({ key, group }) => entriesOf(deed, key, group)),
    );
    const after = await readErrorGroups(client, { workspaceId: deed.workspaceId, keys });
    return [...named].map(([id, key], place) => {
      const group = after[place] ?? null;
      const wasChanged = changed.some((one) => one.key === key);
      return { id, result: group === null ? 'not-found' : wasChanged ? 'changed' : 'unchanged', group };
    });
  });
}

/** In the order of the keys, as all who write groups lock them: so that they wait and never deadlock. */
async function lockGroups(
  client: pg.ClientBase,
  workspaceId: string,
  keys: readonly StoredKey[],
): Promise<void> {
  const sorted = [...keys].sort((a, b) => (`${a.errorCode}\n${a.app}` < `${b.errorCode}\n${b.app}` ? -1 : 1));
  await client.query(Prisma.sql`
    select from ${keysTable(sorted)} join error_groups g
      on g.workspace_id = ${workspaceId} and g.error_code = asked.error_code and g.app = asked.app
    order by place for update of g`);
}

function isChange(group: ErrorGroup, change: ErrorGroupChange): boolean {
  return isMoved(group, change) || isHandedOver(group, change);
}

function isHandedOver(group: ErrorGroup, { assignee }: ErrorGroupChange): boolean {
  return assignee !== undefined && assignee !== (group.assignee?.id ?? null);
}

function isMoved(group: ErrorGroup, change: ErrorGroupChange): boolean {
  const next = nextOf(group, change);
  if (next !== group.state) return true;
  return next === 'ignored' && change.state === 'ignored' && !isSame(group.ignore, ignoreOf(change));
}

function nextOf(group: ErrorGroup, { state, assignee }: ErrorGroupChange): ErrorGroupState {
  if (state !== undefined) return state;
  const isTakenUp = group.state === 'new' && assignee !== undefined && assignee !== null;
  return isTakenUp ? 'ongoing' : group.state;
}

function ignoreOf({ ignore }: ErrorGroupChange): IgnoreCondition {
  return ignore ?? { until: 'for-good' };
}

function isSame(a: IgnoreCondition | null, b: IgnoreCondition): boolean {
  return a !== null && ignoreWords(a) === ignoreWords(b);
}

type Changed = { key: StoredKey; group: ErrorGroup };

async function saveAssignee(client: pg.ClientBase, deed: Deed, changed: readonly Changed[]): Promise<void> {
  const { assignee } = deed.change;
  if (assignee === undefined || changed.length === 0) return;
  await client.query(Prisma.sql`
    update error_groups g set assignee_id = ${assignee} from ${keysTable(changed.map(({ key }) => key))}
    where g.workspace_id = ${deed.workspaceId} and g.error_code = asked.error_code and g.app = asked.app`);
}

async function saveState(
  client: pg.ClientBase,
  { workspaceId, by, now, change }: Deed,
  state: ErrorGroupState,
  moved: readonly Changed[],
): Promise<void> {
  if (moved.length === 0) return;
  const isDecided = state === 'resolved' || state === 'ignored';
  const ignore = state === 'ignored' ? ignoreOf(change) : null;
  const count = ignore !== null && 'count' in ignore ? ignore.count : null;
  const time = ignore?.until === 'time' ? ignore.at : null;
  // An event may name a time a little ahead of ours: what is resolved is all that is seen by now.
  await client.query(Prisma.sql`
    update error_groups g set state = ${state}, state_since = ${now},
      decided_at = case when ${isDecided} then greatest(${now}::timestamptz, g.last_seen_at) end,
      decided_by = case when ${isDecided} then ${by} end,
      ignore_until = ${ignore?.until ?? null}, ignore_count = ${count}, ignore_time = ${time}::timestamptz,
      ignore_events = case when ${ignore !== null} then g.events end
    from ${keysTable(moved.map(({ key }) => key))}
    where g.workspace_id = ${workspaceId} and g.error_code = asked.error_code and g.app = asked.app`);
}

function entriesOf(deed: Deed, key: StoredKey, group: ErrorGroup): NewEntry[] {
  const { workspaceId, by, now, change, assigneeEmail } = deed;
  const written = { workspaceId, ...key, at: now, by };
  const entries: NewEntry[] = [];
  if (isHandedOver(group, change)) {
    const from = group.assignee?.email ?? null;
    entries.push({ ...written, what: 'assignee', from, to: assigneeEmail, text: null });
  }
  if (isMoved(group, change)) {
    const to = nextOf(group, change);
    const text = to === 'ignored' ? ignoreWords(ignoreOf(change)) : null;
    entries.push({ ...written, what: 'state', from: group.state, to, text });
  }
  return entries;
}

function ignoreWords(ignore: IgnoreCondition): string {
  switch (ignore.until) {
    case 'events':
      return ignore.count === 1 ? 'Until one more event.' : `Until ${ignore.count} more events.`;
    case 'people':
      return ignore.count === 1 ? 'Until one more person.' : `Until ${ignore.count} more people.`;
    case 'time':
      return `Until ${new Date(ignore.at).toISOString().slice(0, 16).replace('T', ' ')} UTC.`;
    case 'for-good':
      return 'For good.';
  }
}
