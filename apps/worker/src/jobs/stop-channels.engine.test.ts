import type { RequestListener } from 'node:http';
import { alertWebhookSchema, type Channel } from '@turnaway/contracts';
import { getChannel } from '@turnaway/db/channels/get-channel';
import { updateChannel } from '@turnaway/db/channels/update-channel';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { type DeliveryDesk, openDeliveryDesk } from '../testing/open-delivery-desk.js';
import { failedAttemptsMin, failingMaxMs } from '../webhooks/why-stop.js';

let desk: DeliveryDesk;
beforeAll(async () => {
  desk = await openDeliveryDesk(inject('postgresUrl'));
});
afterAll(() => desk.close());
beforeEach(() => {
  desk.clock = new Date('2026-01-31T08:00:00.000Z');
});
afterEach(async () => {
  await desk.closeReceivers();
  await desk.database.db.prisma.channel.deleteMany();
});

const say =
  (status: number): RequestListener =>
  (_request, response) => {
    response.writeHead(status).end();
  };
const later = (ms: number) => new Date(desk.clock.getTime() + ms);

async function read(id: string): Promise<Channel> {
  const channel = await getChannel(desk.database.db, { workspaceId: 'default', id });
  if (channel === null) throw new Error('the channel is gone');
  return channel;
}

async function fail(channelId: string, eventType = 'alert.firing'): Promise<void> {
  await desk.deliver(await desk.storeDelivery(channelId, { eventType }));
}

/** Fails messages to a channel over so long, so often that it counts. */
async function failFor(channelId: string, ms: number): Promise<void> {
  for (let made = 0; made < failedAttemptsMin; made++) {
    await fail(channelId);
    desk.clock = later(ms / failedAttemptsMin);
  }
}

/** The messages that tell of a stopped channel, by the channel they go to. */
async function noticesTo(channelId: string) {
  const rows = await desk.database.db.prisma.delivery.findMany({
    where: { channelId, eventType: 'channel.stopped' },
  });
  return rows.map(({ id, body }) => ({ id, message: alertWebhookSchema.parse(JSON.parse(body)) }));
}

test('after five days of failures only, a channel is switched off, and the other default channels are told', async () => {
  const [broken, working] = [await desk.receive(say(503)), await desk.receive(say(200))];
  const channelId = await desk.storeChannel(broken.url, { name: 'On-call', isDefault: true });
  const otherId = await desk.storeChannel(working.url, { isDefault: true });
  const unaskedId = await desk.storeChannel(working.url);
  const since = desk.clock.toISOString();
  await failFor(channelId, failingMaxMs);
  expect(await read(channelId)).toMatchObject({ enabled: true, stopped: null });
  await fail(channelId);
  const at = desk.clock.toISOString();
  expect(await read(channelId)).toMatchObject({
    enabled: false,
    stopped: { at, because: 'failing', since, error: 'http', statusCode: 503 },
  });
  const [notice, ...more] = await noticesTo(otherId);
  expect(more).toEqual([]);
  expect(notice?.message.data).toEqual({
    at,
    because: 'failing',
    since,
    error: 'http',
    statusCode: 503,
    channel: { id: channelId, name: 'On-call' },
    links: { channel: `https://turnaway.example.com/alerts/channels/${channelId}` },
  });
  expect(await noticesTo(unaskedId)).toEqual([]);
  await desk.deliver(notice?.id ?? '');
  expect(working.received.map(({ headers }) => headers['webhook-id'])).toEqual([notice?.id]);
});

test('one message that comes through in five days keeps a channel on', async () => {
  let status = 503;
  const target = await desk.receive((request, response) => say(status)(request, response));
  const channelId = await desk.storeChannel(target.url);
  await failFor(channelId, failingMaxMs);
  status = 200;
  await fail(channelId);
  status = 503;
  await failFor(channelId, failingMaxMs / 2);
  expect(await read(channelId)).toMatchObject({ enabled: true, stopped: null });
});

test('the channel that is chosen is told, and not the default ones', async () => {
  const [gone, working] = [await desk.receive(say(410)), await desk.receive(say(200))];
  const defaultId = await desk.storeChannel(working.url, { isDefault: true });
  const chosenId = await desk.storeChannel(working.url);
  const channelId = await desk.storeChannel(gone.url, { fallbackChannelId: chosenId });
  await fail(channelId);
  expect((await read(channelId)).stopped).toMatchObject({ because: 'gone', error: 'http', statusCode: 410 });
  expect(await noticesTo(chosenId)).toHaveLength(1);
  expect(await noticesTo(defaultId)).toEqual([]);
});

test('a channel that fails at telling of another is switched off, and nobody is told of that', async () => {
  const gone = await desk.receive(say(410));
  const firstId = await desk.storeChannel(gone.url, { isDefault: true });
  const secondId = await desk.storeChannel(gone.url, { isDefault: true });
  const thirdId = await desk.storeChannel(gone.url);
  await desk.database.db.prisma.channel.update({
    where: { id: secondId },
    data: { fallbackChannelId: thirdId },
  });
  await fail(firstId);
  const [notice] = await noticesTo(secondId);
  await desk.deliver(notice?.id ?? '');
  expect((await read(secondId)).stopped).toMatchObject({ because: 'gone' });
  expect(await noticesTo(thirdId)).toEqual([]);
  expect(await noticesTo(firstId)).toEqual([]);
});

test('switched on again, a channel begins anew', async () => {
  const target = await desk.receive(say(503));
  const channelId = await desk.storeChannel(target.url);
  await failFor(channelId, failingMaxMs);
  await fail(channelId);
  expect((await read(channelId)).enabled).toBe(false);
  await updateChannel(desk.database.db, {
    workspaceId: 'default',
    id: channelId,
    now: desk.clock,
    enabled: true,
  });
  await fail(channelId);
  expect(await read(channelId)).toMatchObject({ enabled: true, stopped: null });
});
