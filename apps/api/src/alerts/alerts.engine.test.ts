import { randomUUID } from 'node:crypto';
import {
  alertGroupSchema,
  alertRuleSchema,
  channelSchema,
  deliverySchema,
  newChannelSchema,
  pageOf,
} from '@turnaway/contracts';
import { createSecretBox } from '@turnaway/db/secret-box';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

const enqueued: unknown[] = [];
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({}, (queue) => ({
    ...queue,
    enqueue: async (name, payload) => void enqueued.push({ name, ...payload }),
  }));
});
afterAll(() => server.stop());

const rule = {
  name: 'Many failures',
  filter: { system: ['entra'] },
  measure: 'failures',
  windowMinutes: 15,
  threshold: 100,
  recoveryThreshold: 50,
};

async function makeChannel(name: string) {
  const { status, body } = await server.ask('POST', '/api/channels', {
    name,
    url: 'https://hooks.example.com/x?y=z',
  });
  expect(status).toBe(201);
  const { secret, ...channel } = newChannelSchema.parse(body);
  if (secret === null) throw new Error('expected a signing secret');
  return { ...channel, secret };
}

async function openStored(id: string): Promise<string> {
  const { secretEncrypted } = await server.db.prisma.channel.findUniqueOrThrow({ where: { id } });
  if (secretEncrypted === null) throw new Error('expected a stored secret');
  return createSecretBox(server.env.TURNAWAY_SECRET).open(secretEncrypted);
}

test('a signing secret is shown when it is made and never again, and is stored encrypted', async () => {
  const made = await makeChannel('ops');
  expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const listed = await server.ask('GET', '/api/channels');
  expect(pageOf(channelSchema).parse(listed.body).items).toHaveLength(1);
  expect(JSON.stringify(listed.body)).not.toContain('whsec_');
  const stored = await server.db.prisma.channel.findUniqueOrThrow({ where: { id: made.id } });
  expect(Buffer.from(stored.secretEncrypted ?? '').includes(made.secret.slice(6))).toBe(false);
  expect(await openStored(made.id)).toBe(made.secret);
});

test('the channel that is told when another stops must be another one of the workspace', async () => {
  const [channel, other] = [await makeChannel('first'), await makeChannel('second')];
  const choose = (fallbackChannelId: string | null) =>
    server.ask('PATCH', `/api/channels/${channel.id}`, { fallbackChannelId });
  expect(await choose(other.id)).toMatchObject({ status: 200, body: { fallbackChannelId: other.id } });
  for (const id of [channel.id, randomUUID()]) expect((await choose(id)).status).toBe(400);
  expect(await choose(null)).toMatchObject({ status: 200, body: { fallbackChannelId: null } });
  await choose(other.id);
  expect((await server.ask('DELETE', `/api/channels/${other.id}`)).status).toBe(204);
  expect((await server.ask('GET', `/api/channels/${channel.id}`)).body).toMatchObject({
    fallbackChannelId: null,
  });
});

test('a new secret takes the place of the old one, which is good for a day more', async () => {
  const made = await makeChannel('rotating');
  const rotated = await server.ask('POST', `/api/channels/${made.id}/rotate-secret`);
  expect(rotated).toMatchObject({ status: 200, body: { secret: expect.stringMatching(/^whsec_/) } });
  expect(rotated.body).toMatchObject({ secret: await openStored(made.id) });
  expect(rotated.body).not.toMatchObject({ secret: made.secret });
  const { body } = await server.ask('GET', `/api/channels/${made.id}`);
  const until = Date.parse(channelSchema.parse(body).previousSecretUntil ?? '');
  expect(Math.round((until - Date.now()) / 3_600_000)).toBe(24);
});

test('an address that is a secret and a key that was given are stored sealed and never shown again', async () => {
  const url = 'https://hooks.slack.example/services/T0/B0/topsecret';
  const made = await server.ask('POST', '/api/channels', { name: 'chat', kind: 'slack', url });
  expect(made).toMatchObject({ status: 201, body: { url: 'https://hooks.slack.example/…', secret: null } });
  const { id } = newChannelSchema.parse(made.body);
  const stored = await server.db.prisma.channel.findUniqueOrThrow({ where: { id } });
  expect(JSON.stringify(stored)).not.toContain('topsecret');
  const renamed = await server.ask('PATCH', `/api/channels/${id}`, { name: 'chat 2' });
  expect(renamed).toMatchObject({
    status: 200,
    body: { name: 'chat 2', url: 'https://hooks.slack.example/…' },
  });
  const pager = await server.ask('POST', '/api/channels', {
    name: 'p',
    kind: 'pagerduty',
    credential: 'R0UTE',
  });
  expect(pager).toMatchObject({ status: 201, body: { url: 'https://events.pagerduty.com/v2/enqueue' } });
  expect(JSON.stringify(pager.body)).not.toContain('R0UTE');
  const { id: pagerId } = newChannelSchema.parse(pager.body);
  expect(await openStored(pagerId)).toBe('R0UTE');
  const rotated = await server.ask('POST', `/api/channels/${pagerId}/rotate-secret`);
  expect(rotated.status).toBe(409);
});

test.each([
  ['a PagerDuty channel without its key', { kind: 'pagerduty' }, 'credential'],
  [
    'a template that does not parse',
    { kind: 'template', url: 'https://a.example', settings: { body: '{{#a}}' } },
    'settings.body',
  ],
])('%s is refused, and the field is named', async (_name, channel, field) => {
  const refused = await server.ask('POST', '/api/channels', { name: 'x', ...channel });
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ field }] } });
});

test('a preview shows what would be sent, and says where it is no JSON', async () => {
  const shown = await server.ask('POST', '/api/channels/preview', {
    kind: 'template',
    settings: { body: '{"title": {{title}} }' },
  });
  expect(shown).toMatchObject({
    status: 200,
    body: {
      messages: [
        { type: 'alert.firing', fault: expect.stringContaining('no JSON') },
        { type: 'alert.resolved' },
      ],
    },
  });
});

test('a channel is changed field by field, and taken away', async () => {
  const { secret: _, ...made } = await makeChannel('changing');
  const changed = await server.ask('PATCH', `/api/channels/${made.id}`, { enabled: false });
  expect(changed.body).toEqual({ ...made, enabled: false });
  expect((await server.ask('DELETE', `/api/channels/${made.id}`)).status).toBe(204);
  expect((await server.ask('GET', `/api/channels/${made.id}`)).status).toBe(404);
});

test.each(['ftp://example.com', 'javascript:alert(1)', 'https://user:pass@example.com', 'nowhere'])(
  'a channel does not go to %s',
  async (url) => {
    const refused = await server.ask('POST', '/api/channels', { name: 'x', url });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ field: 'url' }] } });
  },
);

test('a test message is stored as a delivery and enqueued', async () => {
  const channel = await makeChannel('tested');
  const answer = await server.ask('POST', `/api/channels/${channel.id}/test`);
  expect(answer.status).toBe(202);
  const delivery = deliverySchema.parse(answer.body);
  expect(delivery).toMatchObject({
    eventType: 'webhook.test',
    status: 'pending',
    channel: { name: 'tested' },
  });
  expect(enqueued).toContainEqual({ name: 'deliver-webhook', deliveryId: delivery.id });
  const listed = await server.ask('GET', `/api/deliveries?channelId=${channel.id}`);
  expect(pageOf(deliverySchema).parse(listed.body).items).toEqual([delivery]);
  expect((await server.ask('GET', `/api/channels/${channel.id}`)).body).toMatchObject({
    lastDeliveryStatus: 'pending',
    lastDeliveryAt: delivery.createdAt,
  });
});

test('only a failed delivery can be tried again', async () => {
  const channel = await makeChannel('failing');
  const { id } = deliverySchema.parse((await server.ask('POST', `/api/channels/${channel.id}/test`)).body);
  expect((await server.ask('POST', `/api/deliveries/${id}/retry`)).status).toBe(409);
  await server.db.prisma.delivery.update({ where: { id }, data: { status: 'failed', attemptCount: 9 } });
  const retried = await server.ask('POST', `/api/deliveries/${id}/retry`);
  expect(retried).toMatchObject({
    status: 202,
    body: { status: 'pending', nextAttemptAt: expect.any(String) },
  });
  expect(enqueued.filter((job) => JSON.stringify(job).includes(id))).toHaveLength(2);
  await server.db.prisma.delivery.update({ where: { id }, data: { status: 'delivered' } });
  expect((await server.ask('POST', `/api/deliveries/${id}/retry`)).status).toBe(409);
});

describe('what was written to a channel within a time', () => {
  const day = { from: '2026-03-02T00:00:00Z', to: '2026-03-03T00:00:00Z' };
  const store = async (channelId: string, status: string, createdAt: string) => {
    const { id } = await server.db.prisma.delivery.create({
      data: {
        workspaceId: 'default',
        channelId,
        status,
        createdAt,
        eventType: 'webhook.test',
        body: '{}',
        attemptCount: 4,
      },
    });
    return id;
  };
  const enqueuedOf = (ids: string[]) =>
    enqueued.flatMap((job) => ids.filter((id) => JSON.stringify(job).includes(id)));
  const pendingOf = async (channelId: string) => {
    const rows = await server.db.prisma.delivery.findMany({
      where: { channelId, status: 'pending', attemptCount: 0, nextAttemptAt: { not: null } },
    });
    return rows.map(({ id }) => id).sort();
  };

  test('is sent again by the same ids with all its tries, the oldest first', async () => {
    const channel = await makeChannel('replayed');
    const later = await store(channel.id, 'failed', '2026-03-02T09:00:00Z');
    const first = await store(channel.id, 'delivered', '2026-03-02T00:00:00Z');
    await store(channel.id, 'pending', '2026-03-02T08:00:00Z');
    await store(channel.id, 'failed', '2026-03-01T23:59:59Z');
    await store(channel.id, 'failed', '2026-03-03T00:00:00Z');
    const other = await makeChannel('not replayed');
    await store(other.id, 'failed', '2026-03-02T09:00:00Z');
    const replayed = await server.ask('POST', '/api/deliveries/replay', { channelId: channel.id, ...day });
    expect(replayed).toMatchObject({ status: 202, body: { replayed: 2 } });
    expect(await pendingOf(channel.id)).toEqual([first, later].sort());
    expect(enqueuedOf([later, first])).toEqual([first, later]);
    expect(await pendingOf(other.id)).toEqual([]);
  });

  test('is sent again only where it failed, if that is asked for', async () => {
    const channel = await makeChannel('replayed where it failed');
    const failed = await store(channel.id, 'failed', '2026-03-02T09:00:00Z');
    await store(channel.id, 'delivered', '2026-03-02T10:00:00Z');
    const input = { channelId: channel.id, ...day, status: 'failed' };
    expect((await server.ask('POST', '/api/deliveries/replay', input)).body).toEqual({ replayed: 1 });
    expect(await pendingOf(channel.id)).toEqual([failed]);
    expect((await server.ask('POST', '/api/deliveries/replay', input)).body).toEqual({ replayed: 0 });
  });

  test('is sent again up to 500 messages at once, the newest', async () => {
    const channel = await makeChannel('replayed in part');
    const startMs = Date.parse(day.from);
    await server.db.prisma.delivery.createMany({
      data: Array.from({ length: 503 }, (_, place) => ({
        workspaceId: 'default',
        channelId: channel.id,
        status: 'failed',
        createdAt: new Date(startMs + place),
        eventType: 'webhook.test',
        body: '{}',
      })),
    });
    const input = { channelId: channel.id, ...day };
    expect((await server.ask('POST', '/api/deliveries/replay', input)).body).toEqual({ replayed: 500 });
    const left = await server.db.prisma.delivery.findMany({
      where: { channelId: channel.id, status: 'failed' },
      orderBy: { createdAt: 'asc' },
    });
    expect(left.map(({ createdAt }) => createdAt.getTime() - startMs)).toEqual([0, 1, 2]);
  });

  test('is not sent again to a channel that is off, or that is not there', async () => {
    const channel = await makeChannel('off');
    const id = await store(channel.id, 'delivered', '2026-03-02T09:00:00Z');
    await server.ask('PATCH', `/api/channels/${channel.id}`, { enabled: false });
    const ask = (input: object) => server.ask('POST', '/api/deliveries/replay', { ...day, ...input });
    expect((await ask({ channelId: channel.id })).status).toBe(409);
    expect((await server.db.prisma.delivery.findUniqueOrThrow({ where: { id } })).status).toBe('delivered');
    expect((await ask({ channelId: randomUUID() })).status).toBe(404);
    expect(await ask({ channelId: channel.id, to: day.from })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'to' }] },
    });
  });
});

test('a rule is made, read and listed with its channels', async () => {
  const channel = await makeChannel('for a rule');
  const made = await server.ask('POST', '/api/alert-rules', { ...rule, channelIds: [channel.id] });
  expect(made.status).toBe(201);
  const parsed = alertRuleSchema.parse(made.body);
  expect(parsed).toMatchObject({
    ...rule,
    channelIds: [channel.id],
    enabled: true,
    state: 'ok',
    minimumAttempts: 0,
  });
  expect((await server.ask('GET', `/api/alert-rules/${parsed.id}`)).body).toEqual(made.body);
  expect(JSON.stringify((await server.ask('GET', '/api/alert-rules')).body)).toContain(parsed.id);
});

test('changing one field of a rule leaves all others as they are', async () => {
  const channel = await makeChannel('kept');
  const full = { ...rule, channelIds: [channel.id], enabled: false, minimumAttempts: 20 };
  const made = alertRuleSchema.parse((await server.ask('POST', '/api/alert-rules', full)).body);
  const renamed = await server.ask('PATCH', `/api/alert-rules/${made.id}`, { name: 'Renamed' });
  expect(renamed.body).toEqual({ ...made, name: 'Renamed' });
  const emptied = await server.ask('PATCH', `/api/alert-rules/${made.id}`, { channelIds: [] });
  expect(emptied.body).toEqual({ ...made, name: 'Renamed', channelIds: [] });
});

test('a change that makes no sense with what is stored is refused for its field', async () => {
  const made = alertRuleSchema.parse((await server.ask('POST', '/api/alert-rules', rule)).body);
  const above = await server.ask('PATCH', `/api/alert-rules/${made.id}`, { recoveryThreshold: 200 });
  expect(above).toMatchObject({ status: 400, body: { errors: [{ field: 'recoveryThreshold' }] } });
  for (const channelIds of [['nonsense'], ['0b2f0f7e-4c1e-4f6e-9a43-1f2d3c4b5a69']]) {
    const unknown = await server.ask('PATCH', `/api/alert-rules/${made.id}`, { channelIds });
    expect(unknown).toMatchObject({ status: 400, body: { errors: [{ field: 'channelIds' }] } });
  }
});

test('alerts are listed the latest first, by state and by rule, and go with their rule', async () => {
  const made = alertRuleSchema.parse((await server.ask('POST', '/api/alert-rules', rule)).body);
  const started = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', '2026-01-03T00:00:00.000Z'];
  for (const [index, startedAt] of started.entries()) {
    await server.db.prisma.alert.create({
      data: {
        workspaceId: 'default',
        ruleId: made.id,
        ruleName: made.name,
        dedupKey: `rule:${index}`,
        state: index === 2 ? 'firing' : 'resolved',
        startedAt,
        measure: 'failures',
        threshold: 100,
        valueAtStart: 120,
        peakValue: 150,
      },
    });
  }
  const first = (await server.ask('GET', `/api/alerts?ruleId=${made.id}&limit=2`)).body as {
    items: { id: string; startedAt: string }[];
    nextCursor: string;
    total: number;
  };
  expect(first.items.map(({ startedAt }) => startedAt)).toEqual([started[2], started[1]]);
  const rest = await server.ask('GET', `/api/alerts?ruleId=${made.id}&limit=2&cursor=${first.nextCursor}`);
  expect(rest.body).toMatchObject({ items: [{ startedAt: started[0] }], nextCursor: null, total: 3 });
  const firing = await server.ask('GET', `/api/alerts?ruleId=${made.id}&state=firing`);
  expect(firing.body).toMatchObject({ total: 1 });
  const [newest] = first.items;
  expect((await server.ask('GET', `/api/alerts/${newest?.id}`)).body).toEqual(newest);
  expect((await server.ask('DELETE', `/api/alert-rules/${made.id}`)).status).toBe(204);
  expect((await server.ask('GET', `/api/alerts/${newest?.id}`)).status).toBe(404);
});

test('alerts of a group are one row with their number, the worst first, that opens to its alerts', async () => {
  const made = alertRuleSchema.parse((await server.ask('POST', '/api/alert-rules', rule)).body);
  const groups = ['Payroll', 'VPN', 'Wiki'].map((key) => ({ key, id: randomUUID() }));
  await server.db.prisma.alertGroup.createMany({
    data: groups.map(({ id, key }) => ({ id, workspaceId: 'default', ruleId: made.id, key })),
  });
  const begin = Date.parse('2026-01-01T00:00:00.000Z');
  // Payroll only warns, VPN is over, Wiki fires; and one alert has no group.
  const rows = [
    ...Array.from({ length: 5 }, () => ({ groupId: groups[0]?.id, state: 'firing', level: 'warn' })),
    ...Array.from({ length: 3 }, () => ({ groupId: groups[1]?.id, state: 'resolved', level: 'alert' })),
    ...Array.from({ length: 2 }, () => ({ groupId: groups[2]?.id, state: 'firing', level: 'alert' })),
    { groupId: undefined, state: 'firing', level: 'alert' },
  ];
  await server.db.prisma.alert.createMany({
    data: rows.map((row, index) => ({
      ...row,
      groupId: row.groupId ?? null,
      workspaceId: 'default',
      ruleId: made.id,
      ruleName: made.name,
      key: `key ${index}`,
      dedupKey: `group:${index}`,
      startedAt: new Date(begin + index * 60_000),
      threshold: 100,
      valueAtStart: 120,
      peakValue: 150,
    })),
  });
  const list = async (query: string) =>
    pageOf(alertGroupSchema).parse(
      (await server.ask('GET', `/api/alert-groups?ruleId=${made.id}${query}`)).body,
    );
  const first = await list('&limit=2');
  expect(first).toMatchObject({
    total: 4,
    items: [
      { shared: null, alerts: 1, firing: 1 },
      { shared: 'Wiki', alerts: 2, firing: 2, lead: { key: 'key 9' } },
    ],
  });
  const rest = await list(`&limit=2&cursor=${first.nextCursor}`);
  expect(rest).toMatchObject({
    nextCursor: null,
    items: [
      { shared: 'Payroll', alerts: 5, lead: { level: 'warn' } },
      { shared: 'VPN', alerts: 3, firing: 0 },
    ],
  });
  expect(await list('&state=resolved')).toMatchObject({ total: 1, items: [{ shared: 'VPN' }] });
  expect(await list('&kind=brute-force')).toMatchObject({ total: 0, items: [] });
  for (const { id, alerts } of [...first.items, ...rest.items]) {
    const { body } = await server.ask('GET', `/api/alerts?groupId=${id}`);
    expect(body).toMatchObject({ total: alerts });
  }
});
