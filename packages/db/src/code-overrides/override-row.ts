import {
  actorSchema,
  type CodeOverride,
  causeSchema,
  hintsSchema,
  outcomeSchema,
  parseErrorCode,
  sourceSchema,
} from '@turnaway/contracts';
import type { CodeOverride as Row } from '../generated/client.js';

/** A row in the contract's shape. Throws if the table holds a word that is not of the taxonomy. */
export function toCodeOverride(row: Row): CodeOverride {
  const errorCode = parseErrorCode(row.errorCode);
  if (errorCode === null) throw new Error('code_overrides holds an error code without a system');
  return {
    ...errorCode,
    ...(row.outcome !== null && { outcome: outcomeSchema.parse(row.outcome) }),
    ...(row.cause !== null && { cause: causeSchema.parse(row.cause) }),
    ...(row.source !== null && { source: sourceSchema.parse(row.source) }),
    ...(row.actor !== null && { actor: actorSchema.parse(row.actor) }),
    ...(row.hints !== null && { hints: hintsSchema.parse(row.hints) }),
    note: row.note,
    author: row.author,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
