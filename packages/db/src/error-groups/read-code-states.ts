import { type ErrorGroupState, errorGroupStateSchema } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** What people should see of a code that stands differently in its apps, first. */
const mostUrgentFirst = ['regressed', 'escalating', 'new', 'ongoing', 'ignored', 'resolved'];

/** The most urgent state of each code among its groups, in some apps or (`null`) in all; a code without groups is left out. */
export async function readCodeStates(
  db: Db,
  { workspaceId, errorCodes, apps }: { workspaceId: string; errorCodes: string[]; apps: string[] | null },
): Promise<Map<string, ErrorGroupState>> {
  const { rows } = await db.pool.query<{ error_code: string; state: string }>(
    `select distinct on (error_code) error_code, state from error_groups
     where workspace_id = $1 and error_code = any($2) and ($3::text[] is null or app = any($3))
     order by error_code, array_position($4::text[], state)`,
    [workspaceId, errorCodes, apps, mostUrgentFirst],
  );
  return new Map(rows.map((row) => [row.error_code, errorGroupStateSchema.parse(row.state)]));
}
