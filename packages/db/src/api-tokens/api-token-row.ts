import type { ApiToken as ApiTokenRow } from '../generated/client.js';

/** An API token as it is shown after it was made: its start, never the whole. Times are ISO 8601. */
export interface ApiToken {
  id: string;
  name: string;
  preview: string;
  createdAt: string;
  lastUsedAt: string | null;
}

/** An API token's row in the form that the API answers. */
export function toApiToken(row: ApiTokenRow): ApiToken {
  return {
    id: row.id,
    name: row.name,
    preview: row.preview,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
