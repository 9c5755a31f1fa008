import { type Batch, batchFailureSchema, batchStatusSchema } from '@turnaway/contracts';

/** A batch as PostgreSQL gives it. */
export interface BatchRow {
  id: string;
  status: string;
  feed_id: string;
  feed_name: string;
  received_at: Date;
  done_at: Date | null;
  bytes: number;
  content_encoding: string | null;
  records: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  skipped: number;
  skipped_kinds: Record<string, number>;
  unknown_codes: number;
  failure: string | null;
  failure_detail: string | null;
}

export const batchColumns = `b.id, b.status, b.feed_id, f.name as feed_name, b.received_at, b.done_at, b.bytes,
  b.content_encoding, b.records, b.accepted, b.duplicates, b.rejected, b.skipped, b.skipped_kinds,
  b.unknown_codes, b.failure, b.failure_detail`;

/** A row in the contract's shape. */
export function toBatch(row: BatchRow): Batch {
  return {
    id: row.id,
    status: batchStatusSchema.parse(row.status),
    feed: { id: row.feed_id, name: row.feed_name },
    receivedAt: row.received_at.toISOString(),
    doneAt: row.done_at?.toISOString() ?? null,
    bytes: row.bytes,
    contentEncoding: row.content_encoding,
    records: row.records,
    accepted: row.accepted,
    duplicates: row.duplicates,
    rejected: row.rejected,
    skipped: row.skipped,
    skippedKinds: row.skipped_kinds,
    unknownCodes: row.unknown_codes,
    failure: row.failure === null ? null : batchFailureSchema.parse(row.failure),
    failureDetail: row.failure_detail,
  };
}
