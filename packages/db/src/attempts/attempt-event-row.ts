import type { AttemptEvent, CodeClass } from '@turnaway/contracts';
import { Prisma } from '../generated/client.js';
import { type CodeClassRow, codeClassColumns, toCodeClass } from '../readings/code-class.js';

/** An event with what an attempt shows of it. */
export interface KnownEvent extends AttemptEvent {
  errorCode: string;
  codeClass: CodeClass;
  feed: { id: string; name: string };
  country: string | null;
  client: string | null;
  isSignIn: boolean;
}

/** A kept sign-in or a success as PostgreSQL gives it. */
export interface AttemptEventRow extends CodeClassRow {
  event_key: string;
  occurred_at: Date;
  error_code: string;
  app: string;
  user_key: string | null;
  ip: string | null;
  country: string | null;
  client: string | null;
  correlation_id: string | null;
  feed_id: string;
  feed_name: string;
  is_sign_in: boolean;
}

/** Columns over `r` (sign_ins or successes), `c` (code_classes) and `f` (feeds), but for `is_sign_in`. */
export const attemptEventColumns = Prisma.sql`r.event_key, r.occurred_at, r.error_code, r.app, r.user_key, r.ip,
  r.country, r.client, r.correlation_id, r.feed_id, coalesce(f.name, 'deleted feed') as feed_name, ${codeClassColumns}`;

/** A row in the form that attempts are stitched from. */
export function toKnownEvent(row: AttemptEventRow): KnownEvent {
  const codeClass = toCodeClass(row);
  return {
    id: row.event_key,
    occurredAt: row.occurred_at.toISOString(),
    outcome: codeClass.outcome,
    errorCode: row.error_code,
    codeClass,
    app: row.app,
    userKey: row.user_key,
    ip: row.ip,
    country: row.country,
    client: row.client,
    correlationId: row.correlation_id,
    feed: { id: row.feed_id, name: row.feed_name },
    isSignIn: row.is_sign_in,
  };
}
