import { createHash, randomUUID } from 'node:crypto';
import type { Batch, SaidBeside, WireFormat } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** A request's body, as it came. */
export interface NewBatch {
  workspaceId: string;
  feedId: string;
  body: Buffer;
  contentEncoding: string | null;
  /** How the bytes are to be read once their compression is off. */
  wireFormat?: WireFormat;
  /** What its request said beside it. */
  beside?: SaidBeside | undefined;
  /** The sender's id of what it sends again until it is answered: it then decides what a resend is, not the bytes. */
  resendId?: string | undefined;
}

/** The batch that holds the body: a new one, or the first that brought the same to the same feed. */
export interface StoredBatch {
  batchId: string;
  status: Batch['status'];
  isNew: boolean;
}

/**
 * Stores a body so that it can be answered for: when this resolves, it is on disk. Rejects if PostgreSQL cannot
 * be reached, and then nothing is stored.
 */
export async function insertBatch(db: Db, batch: NewBatch): Promise<StoredBatch> {
  const digest = digestOf(batch);
  const { wireFormat = 'text' } = batch;
  // The bytes are written only when the row is new, in the same statement and so in the same transaction.
  const { rows } = await db.pool.query<{ id: string; status: Batch['status'] }>({
    name: 'insert-batch',
    text: `with stored as (
             insert into batches (id, workspace_id, feed_id, digest, bytes, content_encoding, wire_format,
                                  said_beside)
             values ($1, $2, $3, $4, $5, $6, $8, $9)
             on conflict (feed_id, digest) do nothing
             returning id, status
           ), body as (
             insert into batch_bodies (batch_id, body) select id, $7 from stored
           )
           select id, status from stored`,
    values: [
      randomUUID(),
      batch.workspaceId,
      batch.feedId,
      digest,
      batch.body.length,
      batch.contentEncoding,
      batch.body,
      wireFormat,
      batch.beside === undefined ? null : JSON.stringify(batch.beside),
    ],
  });
  const stored = rows[0];
  if (stored !== undefined) return { batchId: stored.id, status: stored.status, isNew: true };
  return findFirst(db, batch.feedId, digest);
}

/**
 * The same bytes under another format are another batch: its first reading may have gone wrong for the format. So are
 * they with something else said beside them.
 */
function digestOf({ body, wireFormat = 'text', beside, resendId }: NewBatch): Buffer {
  const hash = createHash('sha256');
  if (resendId !== undefined) return hash.update(`resend ${wireFormat} ${resendId}`).digest();
  if (wireFormat !== 'text') hash.update(`${wireFormat}\n`);
  if (beside !== undefined) hash.update(`${JSON.stringify(beside)}\n`);
  return hash.update(body).digest();
}

async function findFirst(db: Db, feedId: string, digest: Buffer): Promise<StoredBatch> {
  const { rows } = await db.pool.query<{ id: string; status: Batch['status'] }>(
    'select id, status from batches where feed_id = $1 and digest = $2',
    [feedId, digest],
  );
  const first = rows[0];
  if (first === undefined) throw new Error('a batch that was there a moment ago is gone');
  return { batchId: first.id, status: first.status, isNew: false };
}
