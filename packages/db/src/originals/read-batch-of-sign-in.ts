import { type SaidBeside, saidBesideSchema, type WireFormat, wireFormatSchema } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** The bytes that a sign-in came in, and what reading them needs. */
export interface KeptBatch {
  body: Buffer;
  contentEncoding: string | null;
  wireFormat: WireFormat;
  beside: SaidBeside | null;
  receivedAt: Date;
  systemHint: string | null;
  timeZone: string;
}

/** The kept bytes of the batch that a sign-in came in; `null` if they, or the sign-in, are gone. */
export async function readBatchOfSignIn(
  db: Db,
  { workspaceId, signInId }: { workspaceId: string; signInId: string },
): Promise<KeptBatch | null> {
  const { rows } = await db.pool.query<
    Omit<KeptBatch, 'body' | 'wireFormat' | 'beside'> & { body: string; wireFormat: string; beside: unknown }
  >(
    `select encode(kept.body, 'base64') as body, b.content_encoding as "contentEncoding",
       b.wire_format as "wireFormat", b.said_beside as "beside", b.received_at as "receivedAt", f.system_hint as "systemHint",
       f.time_zone as "timeZone"
     from sign_ins s
     join batches b on b.id = s.batch_id
     join batch_bodies kept on kept.batch_id = b.id
     join feeds f on f.id = b.feed_id
     where s.event_key = $2 and s.workspace_id = $1 limit 1`,
    [workspaceId, signInId],
  );
  const row = rows[0];
  if (row === undefined) return null;
  return {
    ...row,
    body: Buffer.from(row.body, 'base64'),
    wireFormat: wireFormatSchema.parse(row.wireFormat),
    beside: saidBesideSchema.nullable().parse(row.beside),
  };
}
