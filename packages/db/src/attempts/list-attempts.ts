import {
  type AttemptOutcome,
  type AttemptRow,
  type Attempts,
  attemptRowSchema,
  type SignInFilter,
  type TimeRange,
} from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { decodeCursor, encodeCursor } from '../keyset-cursor.js';
import { type CodeClassRow, codeClassColumns, toCodeClass } from '../readings/code-class.js';
import { namesCodes } from '../readings/filter-sql.js';
import { isSignInId } from '../readings/sign-in-row.js';
import { countAttempts } from './count-attempts.js';
import { fromAttempts } from './from-attempts.js';

export interface AttemptsQuery {
  workspaceId: string;
  /** ISO 8601, to the millisecond; `to` is exclusive. */
  range: TimeRange;
  filter: SignInFilter;
  result?: Exclude<AttemptOutcome, 'open'> | undefined;
  cursor?: string | undefined;
  limit: number;
}

interface StoredAttempt extends CodeClassRow {
  attempt_key: string;
  started_at: Date;
  ended_at: Date;
  /** How it ended; `outcome` is that of the prompt's code. */
  result: string;
  steps: number;
  answered_after_ms: number | null;
  sign_in_key: string;
  app: string;
  user_key: string | null;
  ip: string | null;
  country: string | null;
  client: string | null;
}

/**
 * Attempts with a prompt whose time is over, newest first, with what became of all of the range. A cursor that is not
 * ours starts from the beginning.
 */
export async function listAttempts(db: Db, query: AttemptsQuery): Promise<Attempts> {
  const counting = countAttempts(db, query);
  // A code that asks for nothing has no attempts, and the page would look for one through all of the range.
  const mayBeNone = namesCodes(query.filter);
  const isNone = mayBeNone && (await counting).prompted === 0;
  const [counts, { rows: found }] = await Promise.all([
    counting,
    isNone ? { rows: [] } : db.pool.query<StoredAttempt>(selectPage(query)),
  ]);
  const rows = found.slice(0, query.limit);
  const last = found.length > query.limit ? rows.at(-1) : undefined;
  const totals = { success: counts.succeeded, failed: counts.failed, abandoned: counts.abandoned };
  return {
    range: { from: query.range.from, to: query.range.to },
    counts,
    items: rows.map(toAttemptRow),
    nextCursor:
      last === undefined ? null : encodeCursor({ at: last.started_at.toISOString(), id: last.attempt_key }),
    total: query.result === undefined ? counts.prompted : totals[query.result],
  };
}

function selectPage(query: AttemptsQuery): Prisma.Sql {
  const cursor = decodeCursor(query.cursor);
  // The order is that of the index attempts_time_idx: time downwards, key upwards.
  const rest =
    cursor === null || !isSignInId(cursor.id)
      ? Prisma.empty
      : Prisma.sql`and r.started_at <= ${cursor.at}::timestamptz
          and (r.started_at < ${cursor.at}::timestamptz or r.attempt_key > ${cursor.id}::uuid)`;
  const ended = query.result === undefined ? Prisma.empty : Prisma.sql`and r.outcome = ${query.result}`;
  return Prisma.sql`select r.attempt_key, r.started_at, r.ended_at, r.outcome as result, r.steps, r.answered_after_ms,
      r.sign_in_key, r.app, r.user_key, r.ip, r.country, r.client, ${codeClassColumns}
    ${fromAttempts(query)} ${ended} ${rest}
    order by r.started_at desc, r.attempt_key limit ${query.limit + 1}`;
}

function toAttemptRow(row: StoredAttempt): AttemptRow {
  return {
    id: row.attempt_key,
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at.toISOString(),
    outcome: attemptRowSchema.shape.outcome.parse(row.result),
    prompt: toCodeClass(row),
    signInId: row.sign_in_key,
    answeredAfterMs: row.answered_after_ms,
    steps: row.steps,
    user: row.user_key,
    app: row.app,
    ip: row.ip,
    country: row.country,
    client: row.client,
  };
}
