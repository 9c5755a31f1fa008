import {
  type CodeClass,
  type ErrorGroup,
  errorGroupId,
  errorGroupStateSchema,
  type IgnoreCondition,
  ignoreConditionSchema,
} from '@turnaway/contracts';
import { Prisma } from '../generated/client.js';
import { type CodeClassRow, codeClassColumns, toCodeClass } from '../readings/code-class.js';

/** An error group as PostgreSQL gives it, with what its code means and who looks after it. */
export interface ErrorGroupRow extends CodeClassRow, IgnoreColumns {
  app: string;
  state: string;
  state_since: Date;
  first_seen_at: Date;
  last_seen_at: Date;
  decided_by: string | null;
  assignee_id: string | null;
  assignee_email: string | null;
  assignee_name: string | null;
}

export interface IgnoreColumns {
  ignore_until: string | null;
  ignore_count: number | null;
  ignore_time: Date | null;
}

/** Columns of `g` (error_groups), `c` (code_classes) and `u` (users). */
export const errorGroupColumns = Prisma.sql`${codeClassColumns}, g.app, g.state, g.state_since, g.first_seen_at,
  g.last_seen_at, g.decided_by, g.ignore_until, g.ignore_count, g.ignore_time,
  u.id as assignee_id, u.email as assignee_email, u.name as assignee_name`;

/** A group in the contract's shape. */
export function toErrorGroup(row: ErrorGroupRow): ErrorGroup {
  const codeClass: CodeClass = toCodeClass(row);
  return {
    ...codeClass,
    id: errorGroupId({ ...codeClass, app: row.app }),
    app: row.app,
    state: errorGroupStateSchema.parse(row.state),
    since: row.state_since.toISOString(),
    firstSeenAt: row.first_seen_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    assignee:
      row.assignee_id === null
        ? null
        : { id: row.assignee_id, email: row.assignee_email ?? '', name: row.assignee_name ?? '' },
    decidedBy: row.decided_by,
    ignore: toIgnore(row),
  };
}

/** Until when a group is ignored; `null` if it is not. */
export function toIgnore(row: IgnoreColumns): IgnoreCondition | null {
  if (row.ignore_until === null) return null;
  return ignoreConditionSchema.parse({
    until: row.ignore_until,
    ...(row.ignore_count === null ? {} : { count: row.ignore_count }),
    ...(row.ignore_time === null ? {} : { at: row.ignore_time.toISOString() }),
  });
}
