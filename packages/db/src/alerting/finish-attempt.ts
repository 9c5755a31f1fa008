import { randomUUID } from 'node:crypto';
import type { Delivery } from '@turnaway/contracts';
import type { Db } from '../client.js';

export type DeliveryAttempt = Delivery['attempts'][number];

/** Where a delivery stands after an attempt. */
export type AttemptOutcome =
  | { status: 'delivered' }
  | { status: 'failed' }
  | { status: 'pending'; nextAttemptAt: Date };

/** A message that is to follow one that was delivered, to the same channel. */
export interface FollowingMessage {
  id: string;
  eventType: string;
  body: string;
  dueAt: Date;
}

/**
 * Notes an attempt and what follows from it, in one statement. `attemptCount` is the count with this attempt: if
 * another one was begun meanwhile, this one is noted all the same, and decides only if it succeeded. What is to
 * follow a message that was delivered is stored with it.
 */
export async function finishAttempt(
  db: Db,
  {
    deliveryId,
    attemptCount,
    attempt,
    outcome,
    following = null,
  }: {
    deliveryId: string;
    attemptCount: number;
    attempt: DeliveryAttempt;
    outcome: AttemptOutcome;
    following?: FollowingMessage | null;
  },
): Promise<void> {
  await db.pool.query(
    `with moved as (
       update deliveries set status = $3, next_attempt_at = $4
       where id = $1 and status = 'pending' and (attempt_count = $2 or $3 = 'delivered')
       returning workspace_id, channel_id
     ), following as (
       insert into deliveries (id, workspace_id, channel_id, event_type, body, next_attempt_at)
       select $11::uuid, workspace_id, channel_id, $12, $13, $14 from moved where $3 = 'delivered' and $11::uuid is not null
     )
     insert into delivery_attempts (id, delivery_id, at, status_code, latency_ms, error, response_excerpt)
     select $5, id, $6, $7, $8, $9, $10 from deliveries where id = $1`,
    [
      deliveryId,
      attemptCount,
      outcome.status,
      outcome.status === 'pending' ? outcome.nextAttemptAt : null,
      randomUUID(),
      attempt.at,
      attempt.statusCode,
      attempt.latencyMs,
      attempt.error,
      attempt.responseExcerpt,
      following?.id ?? null,
      following?.eventType ?? null,
      following?.body ?? null,
      following?.dueAt ?? null,
    ],
  );
}
