import { type ErrorGroupKey, formatErrorCode } from '@turnaway/contracts';
import { Prisma } from '../generated/client.js';

/** A group's key as it is stored. */
export interface StoredKey {
  errorCode: string;
  app: string;
}

export function toStoredKey(key: ErrorGroupKey): StoredKey {
  return { errorCode: formatErrorCode(key), app: key.app };
}

/** A relation of keys with the columns error_code, app and place (from 1), to join or compare with. */
export function keysTable(keys: readonly StoredKey[]): Prisma.Sql {
  return Prisma.sql`unnest(${keys.map(({ errorCode }) => errorCode)}::text[], ${keys.map(({ app }) => app)}::text[])
    with ordinality as asked (error_code, app, place)`;
}

/** That a row `r` is of one of the groups. */
export function isOneOf(keys: readonly StoredKey[]): Prisma.Sql {
  return Prisma.sql`(r.error_code, r.app) in (
    select * from unnest(${keys.map(({ errorCode }) => errorCode)}::text[], ${keys.map(({ app }) => app)}::text[]))`;
}
