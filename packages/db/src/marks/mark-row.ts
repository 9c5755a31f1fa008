import type { Mark } from '@turnaway/contracts';
import type { Mark as MarkRow } from '../generated/client.js';

/** A mark's row in the form that the API answers. */
export function toMark({ workspaceId: _, ...row }: MarkRow): Mark {
  return { ...row, at: row.at.toISOString(), createdAt: row.createdAt.toISOString() };
}
