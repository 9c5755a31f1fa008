import { type ApiToken, roleSchema } from '@turnaway/contracts';
import type { ApiToken as ApiTokenRow } from '../generated/client.js';

/** An API token's row in the form that the API answers. */
export function toApiToken(row: ApiTokenRow): ApiToken {
  return {
    id: row.id,
    name: row.name,
    preview: row.preview,
    role: roleSchema.parse(row.role),
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
