import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { Webhook } from 'standardwebhooks';
import { afterEach, expect, inject, test } from 'vitest';
import { childrenOf, type RunningTurnaway, runTurnaway } from './setup/run-turnaway.js';

const redisUrl = inject('redisUrl');
let turnaway: RunningTurnaway;
const closers: (() => void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) close();
  await turnaway?.stop();
});

interface Request {
  id: string;
  timestamp: string;
}

/** Somebody else's server, as Standard Webhooks' own library has it written: it checks, and then takes its time. */
async function openSlowReceiver() {
  const requests: Request[] = [];
  const held: ServerResponse[] = [];
  let secret = '';
  let isSlow = true;
  let wake: () => void = () => undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = {
        'webhook-id': String(request.headers['webhook-id']),
        'webhook-timestamp': String(request.headers['webhook-timestamp']),
        'webhook-signature': String(request.headers['webhook-signature']),
      };
      new Webhook(secret).verify(Buffer.concat(chunks).toString(), headers);
      requests.push({ id: headers['webhook-id'], timestamp: headers['webhook-timestamp'] });
      if (isSlow) held.push(response);
      else response.end('thanks');
      wake();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/turnaway`,
    requests,
    trust(signingSecret: string) {
      secret = signingSecret;
    },
    /** Answers at once from now on; what was held stays without an answer. */
    hurry() {
      isSlow = false;
    },
    async until(count: number) {
      while (requests.length < count) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

const post = <Answer>(path: string, body?: unknown) =>
  turnaway.api<Answer>(path, {
    method: 'POST',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

async function makeChannel(receiver: Awaited<ReturnType<typeof openSlowReceiver>>): Promise<string> {
  const channel = await post<{ id: string; secret: string }>('/api/channels', {
    name: 'slow',
    url: receiver.url,
  });
  receiver.trust(channel.secret);
  return channel.id;
}

const sendTest = async (channelId: string) =>
  (await post<{ id: string }>(`/api/channels/${channelId}/test`)).id;

/** Waits until the delivery's page would say so; the receiver has its message before that is stored. */
async function untilDelivered(channelId: string, ids: readonly string[]): Promise<void> {
  const open = new Set(ids);
  while (open.size > 0) {
    const { items } = await turnaway.api<{ items: { id: string; status: string }[] }>(
      `/api/deliveries?channelId=${channelId}`,
    );
    for (const { id, status } of items) {
      expect(status).not.toBe('failed');
      if (status === 'delivered') open.delete(id);
    }
  }
}

test('messages whose worker is killed while their receiver makes up its mind arrive all the same, by the same ids', async () => {
  turnaway = await runTurnaway();
  const receiver = await openSlowReceiver();
  const channelId = await makeChannel(receiver);
  const ids = [await sendTest(channelId), await sendTest(channelId), await sendTest(channelId)];
  await receiver.until(ids.length);
  for (const pid of childrenOf(turnaway, 'apps/worker')) process.kill(pid, 'SIGKILL');
  receiver.hurry();
  await receiver.until(2 * ids.length);
  await untilDelivered(channelId, ids);
  const of = (requests: Request[]) => requests.map(({ id }) => id).toSorted();
  expect(of(receiver.requests.slice(0, ids.length))).toEqual(ids.toSorted());
  expect(of(receiver.requests.slice(ids.length))).toEqual(ids.toSorted());
  for (const id of ids) {
    const [first, second] = receiver.requests.filter((request) => request.id === id);
    expect(Number(second?.timestamp)).toBeGreaterThan(Number(first?.timestamp));
  }
});

test.skipIf(redisUrl === null)('a message that was stored and never enqueued arrives', async () => {
  turnaway = await runTurnaway({ REDIS_URL: redisUrl ?? '' });
  const receiver = await openSlowReceiver();
  receiver.hurry();
  const channelId = await makeChannel(receiver);
  const workers = childrenOf(turnaway, 'apps/worker');
  for (const pid of workers) process.kill(pid, 'SIGSTOP');
  const id = await sendTest(channelId);
  // As an API leaves it that is killed between the two steps: in the database, and nowhere else.
  const redis = new Redis(redisUrl ?? '');
  await redis.flushall();
  await redis.quit();
  for (const pid of childrenOf(turnaway, 'apps/api')) process.kill(pid, 'SIGKILL');
  for (const pid of workers) process.kill(pid, 'SIGCONT');
  await receiver.until(1);
  expect(receiver.requests.map((request) => request.id)).toEqual([id]);
});
