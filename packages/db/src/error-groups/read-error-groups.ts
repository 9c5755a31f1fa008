import type { ErrorGroup } from '@turnaway/contracts';
import type pg from 'pg';
import { Prisma } from '../generated/client.js';
import { type ErrorGroupRow, errorGroupColumns, toErrorGroup } from './error-group-row.js';
import { keysTable, type StoredKey } from './group-key.js';

/** The groups of some keys, in their order; `null` for those that are not there. */
export async function readErrorGroups(
  client: pg.Pool | pg.ClientBase,
  { workspaceId, keys }: { workspaceId: string; keys: readonly StoredKey[] },
): Promise<(ErrorGroup | null)[]> {
  const { rows } = await client.query<ErrorGroupRow & { place: number }>(Prisma.sql`
    select ${errorGroupColumns}, (place - 1)::int as place from ${keysTable(keys)}
    join error_groups g on g.workspace_id = ${workspaceId} and g.error_code = asked.error_code and g.app = asked.app
    join code_classes c on c.workspace_id = ${workspaceId} and c.error_code = g.error_code
    left join users u on u.id = g.assignee_id`);
  const byPlace = new Map(rows.map((row) => [row.place, toErrorGroup(row)]));
  return keys.map((_, place) => byPlace.get(place) ?? null);
}
