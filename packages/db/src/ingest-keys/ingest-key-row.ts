import type { IngestKey } from '@turnaway/contracts';
import type { IngestKey as IngestKeyRow } from '../generated/client.js';

/** An ingest key's row in the form that the API answers: its start, never its hash. */
export function toIngestKey(row: IngestKeyRow): IngestKey {
  return {
    id: row.id,
    feedId: row.feedId,
    name: row.name,
    preview: row.preview,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
