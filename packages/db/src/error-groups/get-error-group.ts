import type { ErrorGroupDetail, ErrorGroupKey } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { toStoredKey } from './group-key.js';
import { listHistory } from './list-history.js';
import { readErrorGroups } from './read-error-groups.js';

/** One group with a page of its history; `null` if there is no such group. */
export async function getErrorGroup(
  db: Db,
  query: { workspaceId: string; key: ErrorGroupKey; cursor?: string | undefined; limit: number },
): Promise<ErrorGroupDetail | null> {
  const { workspaceId, cursor, limit } = query;
  const key = toStoredKey(query.key);
  const [[group], history] = await Promise.all([
    readErrorGroups(db.pool, { workspaceId, keys: [key] }),
    listHistory(db, { workspaceId, ...key, cursor, limit }),
  ]);
  return group ? { ...group, history } : null;
}
