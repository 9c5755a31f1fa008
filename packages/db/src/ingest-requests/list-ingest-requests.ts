import {
  batchStatusSchema,
  dialectSchema,
  type IngestRequest,
  type Page,
  wireNoteSchema,
} from '@turnaway/contracts';
import type { Db } from '../client.js';
import { decodeCursor, encodeCursor } from '../keyset-cursor.js';

interface IngestRequestRow {
  id: string;
  at: Date;
  feed_id: string | null;
  method: string;
  path: string;
  dialect: string;
  user_agent: string | null;
  content_type: string | null;
  content_encoding: string | null;
  bytes: number;
  status: number;
  key_preview: string | null;
  notes: unknown[];
  batch_id: string | null;
  batch_status: string | null;
  records: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  skipped: number;
}

/** The last requests of a workspace's senders, newest first, each with what became of its batch. */
export async function listIngestRequests(
  db: Db,
  query: {
    workspaceId: string;
    feed?: string | undefined;
    unattributed?: boolean | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Page<IngestRequest>> {
  const after = decodeCursor(query.cursor);
  const conditions = `r.workspace_id = $1 and ($2::text is null or r.feed_id::text = $2)
    and (not $3 or r.feed_id is null)`;
  const values = [query.workspaceId, query.feed ?? null, query.unattributed === true];
  const [page, count] = await Promise.all([
    db.pool.query<IngestRequestRow>(
      `select r.id, r.at, r.feed_id, r.method, r.path, r.dialect, r.user_agent, r.content_type, r.content_encoding,
              r.bytes, r.status, r.key_preview, r.notes, b.id as batch_id, b.status as batch_status, b.records,
              b.accepted, b.duplicates, b.rejected, b.skipped
         from ingest_requests r left join batches b on b.id = r.batch_id
        where ${conditions} and ($4::timestamptz is null or (r.at, r.id::text) < ($4, $5::text))
        order by r.at desc, r.id::text desc limit $6`,
      [...values, after?.at ?? null, after?.id ?? null, query.limit + 1],
    ),
    db.pool.query<{ total: string }>(
      `select count(*) as total from ingest_requests r where ${conditions}`,
      values,
    ),
  ]);
  const items = page.rows.slice(0, query.limit).map(toIngestRequest);
  const last = page.rows.length > query.limit ? items.at(-1) : undefined;
  return {
    items,
    nextCursor: last === undefined ? null : encodeCursor({ at: last.at, id: last.id }),
    total: Number(count.rows[0]?.total ?? 0),
  };
}

function toIngestRequest(row: IngestRequestRow): IngestRequest {
  return {
    id: row.id,
    at: row.at.toISOString(),
    feedId: row.feed_id,
    method: row.method,
    path: row.path,
    dialect: dialectSchema.parse(row.dialect),
    userAgent: row.user_agent,
    contentType: row.content_type,
    contentEncoding: row.content_encoding,
    bytes: row.bytes,
    status: row.status,
    keyPreview: row.key_preview,
    batch:
      row.batch_id === null
        ? null
        : {
            id: row.batch_id,
            status: batchStatusSchema.parse(row.batch_status),
            records: row.records,
            accepted: row.accepted,
            duplicates: row.duplicates,
            rejected: row.rejected,
            skipped: row.skipped,
          },
    notes: row.notes.map((note) => wireNoteSchema.parse(note)),
  };
}
