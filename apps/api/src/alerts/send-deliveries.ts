import { Logger } from '@nestjs/common';
import type { Queue } from '@turnaway/jobs';

const logger = new Logger('Deliveries');

/**
 * Enqueues stored deliveries (UUIDs), in this order. They are due in the database too: where the queue is away, a
 * sweep finds them.
 */
export async function sendDeliveries(queue: Queue, deliveryIds: readonly string[]): Promise<void> {
  let sent = 0;
  try {
    for (const deliveryId of deliveryIds) {
      await queue.enqueue('deliver-webhook', { deliveryId }, { jobId: deliveryId });
      sent++;
    }
  } catch (error) {
    logger.warn(
      { err: error, deliveryId: deliveryIds[sent], left: deliveryIds.length - sent },
      'deliveries could not be enqueued; the sweep will find them',
    );
  }
}
