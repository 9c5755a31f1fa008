import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { alertEventSchema, liveTickSchema } from '@turnaway/contracts';
import { notifyTick } from '@turnaway/db/live/notify-tick';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { apiToken, startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const bearer = { authorization: `Bearer ${apiToken}` };

interface Heard {
  id: string | null;
  event: string | null;
  data: string | null;
  comment: string | null;
}

/** A stream as a client reads it, event by event. */
interface Stream {
  response: Response;
  /** The next event that is no comment; `null` at the end of the stream. */
  next(): Promise<Heard | null>;
  /** The next part, be it a comment. */
  part(): Promise<Heard | null>;
  leave(): void;
}

const left: (() => void)[] = [];
afterEach(() => {
  for (const leave of left.splice(0)) leave();
});

async function listen(
  path: string,
  headers: Record<string, string> = bearer,
  base = server,
): Promise<Stream> {
  const leaving = new AbortController();
  left.push(() => leaving.abort());
  const response = await base.fetch(path, { headers, signal: leaving.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const part = async (): Promise<Heard | null> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const lines = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        const field = (name: string) =>
          lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? null;
        return { id: field('id'), event: field('event'), data: field('data'), comment: field('') };
      }
      const read = await reader?.read();
      if (read === undefined || read.done) return null;
      text += read.value;
    }
  };
  const next = async () => {
    for (;;) {
      const heard = await part();
      if (heard === null || heard.event !== null) return heard;
    }
  };
  return { response, part, next, leave: () => leaving.abort() };
}

/** Speaks again and again until the stream has heard: the server's own connection may not listen yet. */
async function hear(stream: Stream, speak: () => Promise<unknown>): Promise<Heard | null> {
  let heard: Heard | null | undefined;
  const hearing = stream.next().then((value) => {
    heard = value;
  });
  while (heard === undefined) {
    await speak();
    await Promise.race([hearing, sleep(100)]);
  }
  return heard;
}

async function storeAlert(): Promise<string> {
  const { prisma } = server.db;
  const rule = await prisma.alertRule.create({ data: { workspaceId: 'default', name: 'a rule' } });
  const alert = await prisma.alert.create({
    data: {
      workspaceId: 'default',
      ruleId: rule.id,
      ruleName: rule.name,
      dedupKey: randomUUID(),
      startedAt: new Date(),
      threshold: 10,
      valueAtStart: 12,
      peakValue: 12,
    },
  });
  return alert.id;
}
const end = (id: string) =>
  server.db.prisma.alert.update({ where: { id }, data: { state: 'resolved', endedAt: new Date() } });
const eventOf = (heard: Heard | null) => {
  const event = alertEventSchema.parse(JSON.parse(heard?.data ?? 'null'));
  expect({ id: heard?.id, event: heard?.event }).toEqual({ id: event.id, event: event.type });
  return { type: event.type, alertId: event.alert.id };
};

test('a change is said to who listens, as a topic and nothing else', async () => {
  const stream = await listen('/api/live');
  expect(Object.fromEntries(stream.response.headers)).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  expect(await stream.part()).toMatchObject({ comment: 'listening' });
  const heard = await hear(stream, () => notifyTick(server.db, { workspaceId: 'default', topic: 'feeds' }));
  expect(heard?.event).toBe('tick');
  expect(liveTickSchema.parse(JSON.parse(heard?.data ?? 'null')).topics).toContain('feeds');
});

test('who comes back is told to read everything again', async () => {
  const stream = await listen('/api/live', { ...bearer, 'last-event-id': '1' });
  expect(JSON.parse((await stream.next())?.data ?? 'null')).toEqual({
    topics: ['counts', 'alerts', 'deliveries', 'feeds'],
  });
});

test('what happens to alerts is told in its order, with the alert', async () => {
  const stream = await listen('/api/alerts/stream');
  expect(await stream.part()).toMatchObject({ comment: 'listening' });
  // The stream begins once it has said its first word after the place was found.
  expect(await stream.part()).toMatchObject({ comment: 'still here' });
  const alertId = await storeAlert();
  expect(eventOf(await stream.next())).toEqual({ type: 'alert.firing', alertId });
  expect((await server.ask('POST', `/api/alerts/${alertId}/ack`)).status).toBe(200);
  expect(eventOf(await stream.next())).toEqual({ type: 'alert.acknowledged', alertId });
  await end(alertId);
  expect(eventOf(await stream.next())).toEqual({ type: 'alert.resolved', alertId });
});

test('who was away gets what happened meanwhile, each event once', async () => {
  const first = await listen('/api/alerts/stream', { ...bearer, 'last-event-id': '0-0' });
  const alertId = await storeAlert();
  let place = await first.next();
  while (eventOf(place).alertId !== alertId) place = await first.next();
  first.leave();
  await end(alertId);
  const others = [await storeAlert(), await storeAlert()];
  const second = await listen('/api/alerts/stream', { ...bearer, 'last-event-id': place?.id ?? '' });
  expect([await second.next(), await second.next(), await second.next()].map(eventOf)).toEqual([
    { type: 'alert.resolved', alertId },
    { type: 'alert.firing', alertId: others[0] },
    { type: 'alert.firing', alertId: others[1] },
  ]);
});

test('an event whose transaction ends late is not passed over', async () => {
  const [slow, quick] = [await storeAlert(), await storeAlert()];
  const place = await listen('/api/alerts/stream', { ...bearer, 'last-event-id': '0-0' });
  let last = await place.next();
  while (eventOf(last).alertId !== quick) last = await place.next();
  place.leave();
  const client = await server.db.pool.connect();
  try {
    await client.query('begin');
    await client.query("update alerts set state = 'resolved', ended_at = now() where id = $1", [slow]);
    await end(quick);
    const stream = await listen('/api/alerts/stream', { ...bearer, 'last-event-id': last?.id ?? '' });
    expect(await stream.part()).toMatchObject({ comment: 'listening' });
    expect(await stream.part()).toMatchObject({ comment: 'still here' });
    await client.query('commit');
    expect([await stream.next(), await stream.next()].map(eventOf)).toEqual([
      { type: 'alert.resolved', alertId: slow },
      { type: 'alert.resolved', alertId: quick },
    ]);
  } finally {
    client.release();
  }
});

test('nobody listens without credentials, nor in another workspace', async () => {
  for (const path of ['/api/live', '/api/alerts/stream']) {
    expect((await server.fetch(path)).status).toBe(401);
  }
  const stream = await listen('/api/live');
  await notifyTick(server.db, { workspaceId: 'elsewhere', topic: 'alerts' });
  const heard = await hear(stream, () => notifyTick(server.db, { workspaceId: 'default', topic: 'feeds' }));
  expect(JSON.parse(heard?.data ?? 'null')).toEqual({ topics: ['feeds'] });
});

test('one reader has at most 20 streams, and room again when one is left', async () => {
  const cookie = await server.signIn();
  const streams = await Promise.all(Array.from({ length: 20 }, () => listen('/api/live', { cookie })));
  expect(streams.map(({ response }) => response.status)).toEqual(new Array(20).fill(200));
  const refused = await server.fetch('/api/live', { headers: { cookie } });
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('30');
  expect(await refused.json()).toMatchObject({ type: 'urn:turnaway:problem:too-many-streams' });
  streams[0]?.leave();
  let again = await listen('/api/live', { cookie });
  while (again.response.status === 429) again = await listen('/api/live', { cookie });
  expect(again.response.status).toBe(200);
});

test('a stream ends soon after its session', async () => {
  const cookie = await server.signIn();
  const stream = await listen('/api/live', { cookie });
  await stream.part();
  await server.db.prisma.session.deleteMany({});
  expect(await stream.next()).toBeNull();
});

test('a server that stops ends its streams, and stops', async () => {
  const other = await startTestServer();
  const streams = [
    await listen('/api/live', bearer, other),
    await listen('/api/alerts/stream', bearer, other),
  ];
  for (const stream of streams) await stream.part();
  await other.stop();
  expect(await Promise.all(streams.map((stream) => stream.next()))).toEqual([null, null]);
});
