import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { deliverySchema } from '@turnaway/contracts';
import { listDueDeliveries } from '@turnaway/db/alerting/list-due-deliveries';
import { createSecretBox } from '@turnaway/db/secret-box';
import { createTestDatabase } from '@turnaway/db/testing';
import { createQueue, type Queue } from '@turnaway/jobs';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Receiver, receive as startReceiver } from '../testing/receive.js';
import { type DeliveryOptions, deliverWebhook } from './deliver-webhook.js';

const secret = 'a secret of this install';
const signingSecret = `whsec_${randomBytes(32).toString('base64')}`;
const body = '{"type":"alert.firing","timestamp":"2026-01-31T08:00:00.000Z","data":{"title":"Ünïcode"}}';
/** Patience is short where a test is about waiting, and long where a slow machine must not decide. */
const impatient = { resolveMs: 5_000, connectMs: 5_000, totalMs: 300 };

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let queue: Queue;
beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  queue = await createQueue({ databaseUrl: database.databaseUrl, redisUrl: null });
});
afterAll(async () => {
  await queue.close();
  await database.drop();
});

let clock = new Date();
let ticks: string[] = [];
beforeEach(() => {
  clock = new Date();
  ticks = [];
});
const receivers: Receiver[] = [];
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

async function receive(answer: RequestListener): Promise<Receiver> {
  const receiver = await startReceiver(answer);
  receivers.push(receiver);
  return receiver;
}

const ok: RequestListener = (_request, response) => {
  response.end('thanks');
};
const fail: RequestListener = (_request, response) => {
  response.writeHead(500).end('out of order');
};

async function storeChannel(
  url: string,
  over: { enabled?: boolean; personalData?: boolean } = {},
): Promise<string> {
  const secretEncrypted = createSecretBox(secret).seal(signingSecret);
  const channel = await database.db.prisma.channel.create({
    data: { workspaceId: 'default', name: 'hook', url, secretEncrypted, ...over },
  });
  return channel.id;
}

async function storeDelivery(
  channelId: string,
  over: {
    attemptCount?: number;
    alertId?: string;
    groupId?: string;
    eventType?: string;
    body?: string;
    createdAt?: Date;
  } = {},
): Promise<string> {
  const delivery = await database.db.prisma.delivery.create({
    data: {
      workspaceId: 'default',
      channelId,
      eventType: 'alert.firing',
      body,
      nextAttemptAt: clock,
      ...over,
    },
  });
  return delivery.id;
}

const deliver = (
  deliveryId: string,
  options: DeliveryOptions = {},
  over: { allowCidrs?: string[]; secret?: string } = {},
) =>
  deliverWebhook(
    {
      db: database.db,
      queue,
      log: pino({ level: 'silent' }),
      now: () => clock,
      secret,
      publicUrl: 'https://turnaway.example.com',
      allowCidrs: ['127.0.0.0/8'],
      tick: (workspaceId, topic) => void ticks.push(`${workspaceId} ${topic}`),
      ...over,
    },
    { deliveryId },
    { random: () => 0.5, ...options },
  );

async function read(id: string) {
  const row = await database.db.prisma.delivery.findUniqueOrThrow({
    where: { id },
    include: { attempts: { orderBy: { at: 'asc' } }, channel: true },
  });
  // What is stored must be what the API can show.
  deliverySchema.shape.attempts.parse(row.attempts.map((item) => ({ ...item, at: item.at.toISOString() })));
  const waitSeconds = row.nextAttemptAt && (row.nextAttemptAt.getTime() - clock.getTime()) / 1_000;
  return { ...row, waitSeconds, last: row.attempts.at(-1) };
}

/** Lets the time of the next attempt come. */
async function waitForTurn(id: string): Promise<void> {
  const { nextAttemptAt } = await read(id);
  if (nextAttemptAt === null) throw new Error('there is no next attempt');
  clock = nextAttemptAt;
}

test('a message arrives as it was stored, signed so that the receiver can check it', async () => {
  const target = await receive(ok);
  const id = await storeDelivery(await storeChannel(target.url));
  await deliver(id);
  const [message] = target.received;
  if (message === undefined) throw new Error('nothing arrived');
  expect(message.body).toBe(body);
  const headers = message.headers as Record<string, string>;
  expect(new Webhook(signingSecret).verify(message.body, headers)).toEqual(JSON.parse(body));
  expect(headers).toMatchObject({ 'webhook-id': id, 'content-type': 'application/json' });
  expect(headers['user-agent']).toMatch(/^Turnaway-Webhooks\/\d+\.\d+\.\d+$/);
  expect(Object.keys(headers).filter((name) => /cookie|encoding|authorization/.test(name))).toEqual([]);
  expect(await read(id)).toMatchObject({
    status: 'delivered',
    attemptCount: 1,
    nextAttemptAt: null,
    last: { statusCode: 200, error: null, responseExcerpt: 'thanks' },
  });
});

test('names of people and addresses are told only to a channel that may know them', async () => {
  const target = await receive(ok);
  const naming = JSON.stringify({
    type: 'alert.firing',
    data: { evidence: [{ label: 'Address', value: '198.51.100.7', personal: true }] },
  });
  await deliver(await storeDelivery(await storeChannel(target.url), { body: naming }));
  await deliver(
    await storeDelivery(await storeChannel(target.url, { personalData: true }), { body: naming }),
  );
  expect(target.received.map(({ body }) => body.includes('198.51.100.7'))).toEqual([false, true]);
  expect(target.received[1]?.body).toBe(naming);
  for (const { body, headers } of target.received) {
    expect(new Webhook(signingSecret).verify(body, headers as Record<string, string>)).toEqual(
      JSON.parse(body),
    );
  }
  expect(ticks).toEqual(['default deliveries', 'default deliveries']);
});

test('a retry keeps the id and the body, and renews the time and with it the signature', async () => {
  let answers = 0;
  const target = await receive((request, response) => {
    answers += 1;
    (answers === 1 ? fail : ok)(request, response);
  });
  const id = await storeDelivery(await storeChannel(target.url));
  await deliver(id);
  expect(await read(id)).toMatchObject({
    status: 'pending',
    waitSeconds: 5,
    last: { statusCode: 500, error: 'http', responseExcerpt: 'out of order' },
  });
  await waitForTurn(id);
  await deliver(id);
  expect((await read(id)).status).toBe('delivered');
  const [first, second] = target.received.map(({ headers }) => headers);
  expect(second?.['webhook-id']).toBe(first?.['webhook-id']);
  expect(second?.['webhook-timestamp']).toBe(String(Number(first?.['webhook-timestamp']) + 5));
  expect(second?.['webhook-signature']).not.toBe(first?.['webhook-signature']);
  expect(target.received[1]?.body).toBe(body);
});

test('a receiver that never agrees is asked ten times, at the times of the schedule, and no more', async () => {
  const target = await receive(fail);
  const id = await storeDelivery(await storeChannel(target.url));
  const waits: (number | null)[] = [];
  for (let made = 0; made < 10; made++) {
    await deliver(id);
    const { waitSeconds, nextAttemptAt } = await read(id);
    waits.push(waitSeconds);
    if (nextAttemptAt !== null) clock = nextAttemptAt;
  }
  expect(waits).toEqual([5, 30, 120, 600, 1_800, 7_200, 21_600, 86_400, 86_400, null]);
  expect((await read(id)).status).toBe('failed');
  await deliver(id);
  expect(target.received).toHaveLength(10);
});

test('a redirect is a failure, and is not followed', async () => {
  const secretPlace = await receive(ok);
  const target = await receive((_request, response) => {
    response.writeHead(307, { location: secretPlace.url }).end();
  });
  const id = await storeDelivery(await storeChannel(target.url));
  await deliver(id);
  expect(await read(id)).toMatchObject({ status: 'pending', last: { statusCode: 307, error: 'http' } });
  expect(secretPlace.received).toEqual([]);
});

test('a receiver that is gone for good turns its channel off', async () => {
  const target = await receive((_request, response) => {
    response.writeHead(410).end();
  });
  const channelId = await storeChannel(target.url);
  const [first, second] = [await storeDelivery(channelId), await storeDelivery(channelId)];
  await deliver(first);
  expect(await read(first)).toMatchObject({ status: 'failed', channel: { enabled: false } });
  await deliver(second);
  expect(await read(second)).toMatchObject({
    status: 'failed',
    attemptCount: 0,
    last: { statusCode: null, error: null, responseExcerpt: 'Not sent: the channel is disabled.' },
  });
  expect(target.received).toHaveLength(1);
});

test('a receiver that asks for more time gets it', async () => {
  const target = await receive((_request, response) => {
    response.writeHead(503, { 'retry-after': '900' }).end();
  });
  const id = await storeDelivery(await storeChannel(target.url));
  await deliver(id);
  expect((await read(id)).waitSeconds).toBe(900);
});

describe('a receiver cannot hold a worker', () => {
  test('by never answering', async () => {
    const target = await receive(() => undefined);
    const id = await storeDelivery(await storeChannel(target.url));
    await deliver(id, { timeouts: impatient });
    expect(await read(id)).toMatchObject({
      status: 'pending',
      last: { statusCode: null, error: 'timeout', responseExcerpt: null },
    });
  });

  test('by answering letter by letter: the status counts, and the rest is left', async () => {
    const target = await receive((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.write('slow');
    });
    const id = await storeDelivery(await storeChannel(target.url));
    await deliver(id, { timeouts: impatient });
    expect(await read(id)).toMatchObject({ status: 'delivered', last: { responseExcerpt: 'slow' } });
  });

  test('by answering without end', async () => {
    let sent = 0;
    let hungUp: Promise<unknown> = Promise.resolve();
    const target = await receive((_request, response) => {
      hungUp = once(response, 'close');
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) sent += 65_536;
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    const id = await storeDelivery(await storeChannel(target.url));
    await deliver(id);
    await hungUp;
    // What the sockets on both sides hold is not read by anybody.
    expect(sent).toBeLessThan(32_000_000);
    expect(await read(id)).toMatchObject({
      status: 'delivered',
      last: { responseExcerpt: 'x'.repeat(500) },
    });
  });

  test('by a name that is never resolved', async () => {
    const id = await storeDelivery(await storeChannel('https://slow.example/'));
    await deliver(id, {
      resolve: () => new Promise(() => undefined),
      timeouts: { ...impatient, resolveMs: 50, totalMs: 5_000 },
    });
    expect((await read(id)).last).toMatchObject({ error: 'dns' });
  });
});

test('an answer that is packed is not unpacked', async () => {
  const target = await receive((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/plain' });
    response.end(gzipSync('x'.repeat(10_000_000)));
  });
  const id = await storeDelivery(await storeChannel(target.url));
  await deliver(id);
  expect(await read(id)).toMatchObject({ status: 'delivered', last: { responseExcerpt: null } });
});

describe('no message goes where the operator does not allow it', () => {
  test('and what is said of it names no address', async () => {
    const target = await receive(ok);
    const id = await storeDelivery(await storeChannel(target.url));
    await deliver(id, {}, { allowCidrs: [] });
    expect(await read(id)).toMatchObject({
      status: 'pending',
      last: { statusCode: null, error: 'blocked-address', responseExcerpt: null },
    });
    expect(target.received).toEqual([]);
  });

  test('a name is resolved once an attempt, and the connection goes to the address that was looked at', async () => {
    const target = await receive(fail);
    const id = await storeDelivery(await storeChannel(`http://rebind.example:${target.port}/`));
    const answers = ['127.0.0.1', '127.0.0.2'];
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return [{ address: answers.shift() ?? '', family: 4 }];
    };
    const over = { allowCidrs: ['127.0.0.1/32'] };
    await deliver(id, { resolve }, over);
    expect((await read(id)).last).toMatchObject({ statusCode: 500 });
    expect(target.received[0]?.headers.host).toBe(`rebind.example:${target.port}`);
    expect(asked).toBe(1);
    await waitForTurn(id);
    await deliver(id, { resolve }, over);
    expect((await read(id)).last).toMatchObject({ statusCode: null, error: 'blocked-address' });
    expect([asked, target.received.length]).toEqual([2, 1]);
  });

  test('a name that leads to a public and to a private address is refused', async () => {
    const id = await storeDelivery(await storeChannel('https://both.example/'));
    const resolve = async () => ['93.184.215.14', '127.0.0.1'].map((address) => ({ address, family: 4 }));
    await deliver(id, { resolve }, { allowCidrs: [] });
    expect((await read(id)).last).toMatchObject({ error: 'blocked-address' });
  });
});

test('a connection that is refused, or speaks no TLS, is told apart', async () => {
  const target = await receive(ok);
  const noTls = await storeDelivery(await storeChannel(`https://127.0.0.1:${target.port}/`));
  await deliver(noTls);
  expect((await read(noTls)).last).toMatchObject({ error: 'tls' });

  await receivers.pop()?.close();
  const refused = await storeDelivery(await storeChannel(target.url));
  await deliver(refused);
  expect((await read(refused)).last).toMatchObject({ error: 'connection' });
});

describe('an attempt is made once', () => {
  test('by workers that all start on it together', async () => {
    const target = await receive(fail);
    const id = await storeDelivery(await storeChannel(target.url));
    await Promise.all([1, 2, 3, 4].map(() => deliver(id)));
    expect(target.received).toHaveLength(1);
    expect((await read(id)).attempts).toHaveLength(1);
  });

  test('and not before its time', async () => {
    const target = await receive(fail);
    const id = await storeDelivery(await storeChannel(target.url));
    await deliver(id);
    await deliver(id);
    expect(target.received).toHaveLength(1);
  });

  test('and again after its worker died in the middle of it', async () => {
    const target = await receive(ok);
    const id = await storeDelivery(await storeChannel(target.url));
    // As a worker leaves it that claimed the attempt and was killed.
    const leaseUntil = new Date(clock.getTime() + 60_000);
    await database.db.prisma.delivery.update({
      where: { id },
      data: { attemptCount: 1, nextAttemptAt: leaseUntil },
    });
    await deliver(id);
    expect(target.received).toHaveLength(0);
    const due = (now: Date) => listDueDeliveries(database.db, { now, limit: 1_000 });
    const mine = { deliveryId: id, attempt: 1 };
    expect(await due(leaseUntil)).not.toContainEqual(mine);
    clock = new Date(leaseUntil.getTime() + 10_001);
    expect(await due(clock)).toContainEqual(mine);
    await deliver(id);
    expect((await read(id)).status).toBe('delivered');
    expect(await due(new Date(clock.getTime() + 86_400_000))).not.toContainEqual(mine);
  });
});

describe('news that an alert fires, once the alert is over,', () => {
  async function storeOverAlert(): Promise<string> {
    const rule = await database.db.prisma.alertRule.create({
      data: { workspaceId: 'default', name: 'rule' },
    });
    const alert = await database.db.prisma.alert.create({
      data: {
        workspaceId: 'default',
        ruleId: rule.id,
        ruleName: 'rule',
        dedupKey: 'd',
        state: 'resolved',
        startedAt: clock,
        endedAt: clock,
        measure: 'failures',
        threshold: 1,
        valueAtStart: 1,
        peakValue: 1,
      },
    });
    return alert.id;
  }

  test('is not sent again, and the news that it is over is', async () => {
    const target = await receive(ok);
    const [channelId, alertId] = [await storeChannel(target.url), await storeOverAlert()];
    const firing = await storeDelivery(channelId, { alertId, attemptCount: 2 });
    const resolved = await storeDelivery(channelId, {
      alertId,
      attemptCount: 2,
      eventType: 'alert.resolved',
    });
    await deliver(firing);
    await deliver(resolved);
    expect(await read(firing)).toMatchObject({
      status: 'failed',
      last: { responseExcerpt: 'Not sent again: the alert is over by now.' },
    });
    expect((await read(resolved)).status).toBe('delivered');
    expect(target.received).toHaveLength(1);
  });

  test('is still sent if it never was', async () => {
    const target = await receive(ok);
    const firing = await storeDelivery(await storeChannel(target.url), { alertId: await storeOverAlert() });
    await deliver(firing);
    expect((await read(firing)).status).toBe('delivered');
  });
});

describe('messages about the same group of alerts', () => {
  const earlier = () => new Date(clock.getTime() - 5_000);

  test('arrive in their order: one waits until the one before it was tried', async () => {
    const target = await receive(ok);
    const [channelId, groupId] = [await storeChannel(target.url), randomUUID()];
    const first = await storeDelivery(channelId, { groupId, createdAt: earlier() });
    const second = await storeDelivery(channelId, { groupId, eventType: 'alert.resolved' });
    await deliver(second);
    expect(target.received).toEqual([]);
    expect(await read(second)).toMatchObject({ status: 'pending', attemptCount: 0, waitSeconds: 2 });
    await deliver(first);
    await waitForTurn(second);
    await deliver(second);
    expect(target.received.map(({ headers }) => headers['webhook-id'])).toEqual([first, second]);
  });

  test('of those that failed, the newest alone is tried again', async () => {
    const target = await receive(ok);
    const [channelId, groupId] = [await storeChannel(target.url), randomUUID()];
    const first = await storeDelivery(channelId, { groupId, createdAt: earlier(), attemptCount: 1 });
    const second = await storeDelivery(channelId, { groupId, attemptCount: 1 });
    await noteAttempt(first);
    await deliver(first);
    await deliver(second);
    expect(await read(first)).toMatchObject({
      status: 'failed',
      last: { responseExcerpt: 'Not sent again: a newer message about the same took its place.' },
    });
    expect(target.received.map(({ headers }) => headers['webhook-id'])).toEqual([second]);
  });

  test('do not hold up those about others', async () => {
    const target = await receive(ok);
    const channelId = await storeChannel(target.url);
    await storeDelivery(channelId, { groupId: randomUUID(), createdAt: earlier() });
    const other = await storeDelivery(channelId, { groupId: randomUUID() });
    await deliver(other);
    expect((await read(other)).status).toBe('delivered');
  });

  async function noteAttempt(deliveryId: string): Promise<void> {
    await database.db.prisma.deliveryAttempt.create({ data: { deliveryId, at: earlier(), latencyMs: 1 } });
  }
});

test('nothing is sent unsigned: a secret that cannot be read ends the delivery, with what to do about it', async () => {
  const target = await receive(ok);
  const id = await storeDelivery(await storeChannel(target.url));
  await deliver(id, {}, { secret: 'another secret of this install' });
  expect(await read(id)).toMatchObject({ status: 'failed' });
  expect((await read(id)).last?.responseExcerpt).toContain('Renew it');
  expect(target.received).toEqual([]);
});

test('a delivery that is gone is no error', async () => {
  await expect(deliver('6d1f4a52-7a0e-4e1c-9a3e-0f4b8c1d2e3f')).resolves.toBeUndefined();
});
