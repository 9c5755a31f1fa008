import type { ErrorGroupKey } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { inTransaction } from '../in-transaction.js';
import { toStoredKey } from './group-key.js';
import { insertEntries } from './insert-entries.js';
import { readErrorGroups } from './read-error-groups.js';

/** Writes a comment into a group's history; false if there is no such group. */
export async function addComment(
  db: Db,
  comment: { workspaceId: string; key: ErrorGroupKey; by: string; text: string; now: Date },
): Promise<boolean> {
  const { workspaceId, by, text, now } = comment;
  const key = toStoredKey(comment.key);
  return inTransaction(db, async (client) => {
    const [group] = await readErrorGroups(client, { workspaceId, keys: [key] });
    if (!group) return false;
    await insertEntries(client, [
      { workspaceId, ...key, at: now, what: 'comment', by, from: null, to: null, text },
    ]);
    return true;
  });
}
