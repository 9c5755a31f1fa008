import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { listChannels } from '@turnaway/db/channels/list-channels';
import { createQueue, type JobHandlers, type QueueEngine, work } from '@turnaway/jobs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { type DeliveryDesk, openDeliveryDesk } from '../testing/open-delivery-desk.js';
import { concurrentMax, failuresMax } from '../webhooks/host-gate.js';
import { deliverWebhook } from './deliver-webhook.js';

let desk: DeliveryDesk;
beforeAll(async () => {
  desk = await openDeliveryDesk(inject('postgresUrl'));
});
afterAll(() => desk.close());
beforeEach(() => {
  desk.clock = new Date();
});
afterEach(() => desk.closeReceivers());

const redisUrl = inject('redisUrl');
const ok: RequestListener = (_request, response) => {
  response.end('thanks');
};

/** A receiver that is out of order until it is told that it is not. */
async function receiveOutOfOrder() {
  const state = { isUp: false };
  const target = await desk.receive((_request, response) => {
    response.writeHead(state.isUp ? 200 : 503).end();
  });
  return Object.assign(target, { state });
}

/** Fails so many messages to a channel that its host is taken to be down. */
async function takeDown(channelId: string): Promise<void> {
  for (let made = 0; made < failuresMax; made++) await desk.deliver(await desk.storeDelivery(channelId));
}

/** Lets the time come that a delivery waits for. */
async function waitForTurn(id: string): Promise<void> {
  const { nextAttemptAt } = await desk.read(id);
  if (nextAttemptAt === null) throw new Error('there is no next attempt');
  desk.clock = nextAttemptAt;
}

async function pausedHostOf(channelId: string) {
  const { items } = await listChannels(desk.database.db, { workspaceId: 'default', limit: 200 });
  return items.find(({ id }) => id === channelId)?.pausedHost;
}

describe('once a host has not taken the last messages,', () => {
  test('those after them wait without being tried, and one finds out whether it is back', async () => {
    const target = await receiveOutOfOrder();
    const channelId = await desk.storeChannel(target.url);
    await takeDown(channelId);
    const [first, second] = [await desk.storeDelivery(channelId), await desk.storeDelivery(channelId)];
    await desk.deliver(first);
    await desk.deliver(second);
    expect(target.received).toHaveLength(failuresMax);
    expect(await desk.read(first)).toMatchObject({ status: 'pending', attemptCount: 0, attempts: [] });
    expect(await pausedHostOf(channelId)).toMatchObject({
      host: new URL(target.url).host,
      since: desk.clock.toISOString(),
      nextTryAt: new Date(desk.clock.getTime() + 30_000).toISOString(),
      error: 'http',
      statusCode: 503,
    });
    await waitForTurn(first);
    await desk.deliver(first);
    await desk.deliver(second);
    expect(target.received).toHaveLength(failuresMax + 1);
    expect((await desk.read(first)).attemptCount).toBe(1);
    target.state.isUp = true;
    await waitForTurn(second);
    await desk.deliver(second);
    expect((await desk.read(second)).status).toBe('delivered');
    expect(await pausedHostOf(channelId)).toBeNull();
  });

  test('messages of other channels to the same host wait too, and those to other hosts do not', async () => {
    const [target, other] = [await receiveOutOfOrder(), await desk.receive(ok)];
    await takeDown(await desk.storeChannel(target.url));
    const same = await desk.storeDelivery(await desk.storeChannel(`${target.url}&other=1`));
    const elsewhere = await desk.storeDelivery(await desk.storeChannel(other.url));
    await desk.deliver(same);
    await desk.deliver(elsewhere);
    expect(await desk.read(same)).toMatchObject({ status: 'pending', attempts: [] });
    expect((await desk.read(elsewhere)).status).toBe('delivered');
  });

  test('a test message is sent at once, and brings it back', async () => {
    const target = await receiveOutOfOrder();
    const channelId = await desk.storeChannel(target.url);
    await takeDown(channelId);
    target.state.isUp = true;
    const trial = await desk.storeDelivery(channelId, { eventType: 'webhook.test' });
    await desk.deliver(trial);
    expect((await desk.read(trial)).status).toBe('delivered');
    const next = await desk.storeDelivery(channelId);
    await desk.deliver(next);
    expect((await desk.read(next)).status).toBe('delivered');
  });

  test('of messages about the same that waited, the newest alone is sent', async () => {
    const target = await receiveOutOfOrder();
    const [channelId, groupId] = [await desk.storeChannel(target.url), randomUUID()];
    await takeDown(channelId);
    const first = await desk.storeDelivery(channelId, { groupId, createdAt: desk.clock });
    await desk.deliver(first);
    const later = new Date(desk.clock.getTime() + 1_000);
    const second = await desk.storeDelivery(channelId, { groupId, createdAt: later });
    await desk.deliver(second);
    target.state.isUp = true;
    await waitForTurn(second);
    await desk.deliver(first);
    await desk.deliver(second);
    expect(await desk.read(first)).toMatchObject({
      status: 'failed',
      last: { responseExcerpt: 'Not sent in time: a newer message about the same took its place.' },
    });
    expect(target.received.at(-1)?.headers['webhook-id']).toBe(second);
  });

  test('a message that has waited for three days is given up', async () => {
    const target = await receiveOutOfOrder();
    const channelId = await desk.storeChannel(target.url);
    await takeDown(channelId);
    const id = await desk.storeDelivery(channelId);
    await desk.deliver(id);
    desk.clock = new Date(desk.clock.getTime() + 3 * 86_400_000 + 1);
    await desk.deliver(id);
    expect(await desk.read(id)).toMatchObject({
      status: 'failed',
      attemptCount: 0,
      last: { responseExcerpt: 'Not sent in time: the receiver was down for three days.' },
    });
  });
});

describe.each([
  ['PostgreSQL', null, false],
  ['Redis', redisUrl, redisUrl === null],
] as const)('with the queue on %s', (_name, queueRedisUrl, isMissing) => {
  test.skipIf(isMissing)(
    'two workers send many messages to one host no more than so many at once',
    async () => {
      const total = 40;
      let [open, openMost, arrived] = [0, 0, 0];
      let done: () => void = () => undefined;
      const all = new Promise<void>((resolve) => {
        done = resolve;
      });
      const target = await desk.receive(async (_request, response) => {
        open += 1;
        openMost = Math.max(openMost, open);
        // Long enough that the next ones come while it is at it.
        await wait(50);
        open -= 1;
        arrived += 1;
        response.end('thanks', () => arrived === total && done());
      });
      const engine: QueueEngine = { databaseUrl: desk.database.databaseUrl, redisUrl: queueRedisUrl };
      const queue = await createQueue(engine);
      const channelId = await desk.storeChannel(target.url);
      const nothing = async () => undefined;
      const handlers: JobHandlers = {
        'analyze-batch': nothing,
        'evaluate-alerts': nothing,
        'move-error-groups': nothing,
        'deliver-webhook': (payload) =>
          deliverWebhook(desk.context({ now: () => new Date(), queue }), payload),
        sweep: nothing,
        'fold-counts': nothing,
        'settle-attempts': nothing,
        'find-original': nothing,
        'apply-retention': nothing,
      };
      const concurrency = { batches: 1, chores: 1, deliveries: 8 };
      const faults: Error[] = [];
      const onFailed = (_job: string, error: Error) => void faults.push(error);
      const workers = [
        await work(engine, { handlers, queue, concurrency, onFailed }),
        await work(engine, { handlers, queue, concurrency, onFailed }),
      ];
      const ids = [];
      for (let i = 0; i < total; i++) ids.push(await desk.storeDelivery(channelId));
      for (const deliveryId of ids) {
        await queue.enqueue('deliver-webhook', { deliveryId }, { jobId: deliveryId });
      }
      await all;
      for (const working of workers) await working.close();
      await queue.close();
      expect(faults).toEqual([]);
      expect(openMost).toBeLessThanOrEqual(concurrentMax);
      expect(new Set(target.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set(ids));
      expect(target.received).toHaveLength(total);
    },
  );
});
