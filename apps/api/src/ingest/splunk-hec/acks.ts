import { createHmac, randomInt } from 'node:crypto';

/** Bits of an id that prove where it was made, and those that make it one of its own: 52, exact in any client. */
const proofBits = 20;
const serialMax = 2 ** 32;

/** For which channel of which feed an id is. */
export interface AckChannel {
  feedId: string;
  channel: string;
}

/** Ids that stand for batches that were stored. */
export interface Acks {
  /** An id to answer a stored batch with. */
  issue(channel: AckChannel): number;
  /** Was this id given out for that channel? Then its batch is on disk: it was before the answer. */
  isIssued(id: number, channel: AckChannel): boolean;
}

/**
 * Ids that carry their own proof, so that any process can be asked about them, and none has to keep them. A batch is
 * stored before it is answered: an id that was given out is an id whose batch is safe.
 */
export function createAcks(secret: string): Acks {
  const proofOf = (serial: number, { feedId, channel }: AckChannel) =>
    createHmac('sha256', secret)
      .update(`hec-ack\n${feedId}\n${channel}\n${serial}`)
      .digest()
      .readUIntBE(0, 3) >>>
    (24 - proofBits);
  return {
    issue(channel) {
      const serial = randomInt(serialMax);
      return serial * 2 ** proofBits + proofOf(serial, channel);
    },
    isIssued(id, channel) {
      if (!Number.isSafeInteger(id) || id < 0 || id >= serialMax * 2 ** proofBits) return false;
      const serial = Math.floor(id / 2 ** proofBits);
      return id - serial * 2 ** proofBits === proofOf(serial, channel);
    },
  };
}
