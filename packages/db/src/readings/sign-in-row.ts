import type { SignInEvent, SignInRow } from '@turnaway/contracts';
import { toPolicies } from '../batches/policy-text.js';
import { Prisma } from '../generated/client.js';
import { type CodeClassRow, codeClassColumns, toCodeClass } from './code-class.js';

/** A kept sign-in as PostgreSQL gives it. `event` was written by us in the shape of the contracts. */
export interface StoredSignIn extends CodeClassRow {
  event_key: string;
  occurred_at: Date;
  event: SignInEvent;
  policy: string | null;
  feed_id: string;
  feed_name: string;
  batch_id: string;
}

/** Columns over `r` (sign_ins), `c` (code_classes) and `f` (feeds). */
export const signInColumns = Prisma.sql`r.event_key, r.occurred_at, r.event, r.policy, r.feed_id, r.batch_id,
  coalesce(f.name, 'deleted feed') as feed_name, ${codeClassColumns}`;

/** A row in the contract's shape. */
export function toSignInRow(row: StoredSignIn): SignInRow {
  const { event } = row;
  return {
    id: row.event_key,
    occurredAt: row.occurred_at.toISOString(),
    codeClass: toCodeClass(row),
    carrier: event.carrier,
    reasonText: event.reasonText,
    userName: event.userName,
    userId: event.userId,
    app: event.app,
    appId: event.appId,
    resource: event.resource,
    ip: event.ip,
    country: event.country,
    city: event.city,
    client: event.client,
    device: event.device,
    policies: toPolicies(row.policy),
    interactive: event.interactive,
    correlationId: event.correlationId,
    requestId: event.requestId,
    eventId: event.eventId,
    feed: { id: row.feed_id, name: row.feed_name },
    batchId: row.batch_id,
  };
}

/** Is this text the id of a sign-in? PostgreSQL refuses a comparison with anything else. */
export function isSignInId(text: string): boolean {
  return /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i.test(text);
}
