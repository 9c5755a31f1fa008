import type { Dialect, WireNote } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** A request to an ingest address, as it is written down: no key and nothing of its body. */
export interface NewIngestRequest {
  /** A UUID. */
  id: string;
  workspaceId: string;
  /** A UUID; `null`: no key of a feed was found in it. */
  feedId: string | null;
  at: Date;
  method: string;
  path: string;
  dialect: Dialect;
  userAgent: string | null;
  contentType: string | null;
  contentEncoding: string | null;
  bytes: number;
  status: number;
  keyPreview: string | null;
  batchId: string | null;
  notes: readonly WireNote[];
}

/** Writes requests down, all in one statement. */
export async function insertIngestRequests(db: Db, requests: readonly NewIngestRequest[]): Promise<void> {
  await db.pool.query(
    `insert into ingest_requests
       (id, workspace_id, feed_id, at, method, path, dialect, user_agent, content_type, content_encoding, bytes,
        status, key_preview, batch_id, notes)
     select id, "workspaceId", "feedId", at, method, path, dialect, "userAgent", "contentType", "contentEncoding",
            bytes, status, "keyPreview", "batchId", notes
       from json_to_recordset($1::json) as given (
         id uuid, "workspaceId" text, "feedId" uuid, at timestamptz, method text, path text, dialect text,
         "userAgent" text, "contentType" text, "contentEncoding" text, bytes int, status int, "keyPreview" text,
         "batchId" uuid, notes jsonb)
     on conflict (id) do nothing`,
    [JSON.stringify(requests)],
  );
}
