import type { Reject } from '@turnaway/contracts';
import type pg from 'pg';
import type { WaitingBatch } from './take-batch.js';

/** PostgreSQL's text cannot hold this character, and a rejected record may hold any. */
const nul = /\0/g;

/** Writes down what was not counted and why, in place of what an earlier try at the same batch wrote. */
export async function insertRejects(
  client: pg.ClientBase,
  batch: WaitingBatch,
  rejects: readonly Reject[],
): Promise<void> {
  if (batch.attempts > 1 || rejects.length > 0) {
    await client.query('delete from rejects where batch_id = $1', [batch.id]);
  }
  if (rejects.length === 0) return;
  await client.query(
    `insert into rejects (workspace_id, batch_id, index, reason, detail, excerpt)
     select $1, $2, * from unnest($3::int[], $4::text[], $5::text[], $6::text[])`,
    [
      batch.workspaceId,
      batch.id,
      rejects.map(({ index }) => index),
      rejects.map(({ reason }) => reason),
      rejects.map(({ detail }) => detail),
      rejects.map(({ excerpt }) => excerpt.replace(nul, '\uFFFD')),
    ],
  );
}
