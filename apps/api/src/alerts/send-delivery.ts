import { Logger } from '@nestjs/common';
import type { Queue } from '@turnaway/jobs';

const logger = new Logger('Deliveries');

/** Enqueues a stored delivery (a UUID). It is due in the database too: where the queue is away, a sweep finds it. */
export async function sendDelivery(queue: Queue, deliveryId: string): Promise<void> {
  try {
    await queue.enqueue('deliver-webhook', { deliveryId }, { jobId: deliveryId });
  } catch (error) {
    logger.warn({ err: error, deliveryId }, 'a delivery could not be enqueued; the sweep will find it');
  }
}
