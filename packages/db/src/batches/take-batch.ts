import { type SaidBeside, saidBesideSchema, type WireFormat, wireFormatSchema } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** A batch that waits, with all that analyzing it needs. */
export interface WaitingBatch {
  id: string;
  workspaceId: string;
  feedId: string;
  receivedAt: Date;
  contentEncoding: string | null;
  /** How the body is to be read once its compression is off. */
  wireFormat: WireFormat;
  /** What its request said beside it. */
  beside: SaidBeside | null;
  body: Buffer;
  /** How often it has been taken, this time included. */
  attempts: number;
  systemHint: string | null;
  /** IANA name of the zone that times without one are in. */
  timeZone: string;
  retention: { minuteRollupDays: number; hourRollupDays: number; signInDays: number; successDays: number };
}

/**
 * Reads a batch in order to analyze it, and counts the try. `null` if it is done, failed or gone: then there is
 * nothing to do.
 */
export async function takeBatch(db: Db, batchId: string): Promise<WaitingBatch | null> {
  const { rows } = await db.pool.query<{
    id: string;
    workspace_id: string;
    feed_id: string;
    received_at: Date;
    content_encoding: string | null;
    wire_format: string;
    said_beside: unknown;
    attempts: number;
    system_hint: string | null;
    time_zone: string;
    minute_rollup_days: number;
    hour_rollup_days: number;
    sign_in_days: number;
    success_days: number;
  }>({
    name: 'take-batch',
    // The count of tries may be lost in a crash: it is not worth waiting for the disk.
    text: `with hasty as (
             select set_config('synchronous_commit', 'off', true)
           ), taken as (
             update batches set attempts = attempts + 1 from hasty where id = $1 and status = 'received'
             returning batches.*
           )
           select taken.id, taken.workspace_id, taken.feed_id, taken.received_at, taken.content_encoding,
                  taken.wire_format, taken.said_beside, taken.attempts, feeds.system_hint, feeds.time_zone,
                  workspaces.minute_rollup_days, workspaces.hour_rollup_days, workspaces.sign_in_days,
                  workspaces.success_days
           from taken
           join feeds on feeds.id = taken.feed_id
           join workspaces on workspaces.id = taken.workspace_id`,
    values: [batchId],
  });
  const row = rows[0];
  if (row === undefined) return null;
  const body = await readBody(db, batchId);
  if (body === null) return null;
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    feedId: row.feed_id,
    receivedAt: row.received_at,
    contentEncoding: row.content_encoding,
    wireFormat: wireFormatSchema.parse(row.wire_format),
    beside: saidBesideSchema.nullable().parse(row.said_beside),
    body,
    attempts: row.attempts,
    systemHint: row.system_hint,
    timeZone: row.time_zone,
    retention: {
      minuteRollupDays: row.minute_rollup_days,
      hourRollupDays: row.hour_rollup_days,
      signInDays: row.sign_in_days,
      successDays: row.success_days,
    },
  };
}

/** As base64: bytes come from the server as text, in hexadecimal digits unless told otherwise. */
async function readBody(db: Db, batchId: string): Promise<Buffer | null> {
  const { rows } = await db.pool.query<{ body: string }>({
    name: 'read-body',
    text: "select encode(body, 'base64') as body from batch_bodies where batch_id = $1",
    values: [batchId],
  });
  const body = rows[0]?.body;
  return body === undefined ? null : Buffer.from(body, 'base64');
}
