import { type Delivery, deliverySchema } from '@turnaway/contracts';
import { z } from 'zod';
import type { DeliveryAttempt, Delivery as DeliveryRow } from '../generated/client.js';

/** Attempts shown with a delivery, the latest ones; retries end long before. */
const attemptsMax = 50;

/** What to read with a delivery: its channel's name, and its attempts. */
export const withAttempts = {
  channel: { select: { id: true, name: true } },
  attempts: { orderBy: { at: 'desc' as const }, take: attemptsMax },
};

/** A delivery's row in the form that the API answers, its attempts in their order. */
export function toDelivery(
  row: DeliveryRow & { channel: { id: string; name: string }; attempts: DeliveryAttempt[] },
): Delivery {
  return deliverySchema.parse({
    id: row.id,
    channel: row.channel,
    alertId: row.alertId,
    eventType: row.eventType,
    title: titleOf(row.body),
    status: row.status,
    createdAt: row.createdAt.toISOString(),
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    attempts: row.attempts.reverse().map((attempt) => ({ ...attempt, at: attempt.at.toISOString() })),
  });
}

const titledSchema = z.object({ data: z.object({ title: z.string() }) });

function titleOf(body: string): string | null {
  return titledSchema.safeParse(JSON.parse(body)).data?.data.title ?? null;
}
