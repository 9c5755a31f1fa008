import {
  alertSchema,
  breakdownSchema,
  newApiTokenSchema,
  pageOf,
  personalMark,
  readPseudonym,
  revealSchema,
  signInRowSchema,
  summarySchema,
} from '@turnaway/contracts';
import { insertBatch } from '@turnaway/db/batches/insert-batch';
import { insertEvents } from '@turnaway/db/readings/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

/** What must not be seen by those without the right: it stands in all that is stored below. */
const clear = { user: 'Priya.Unmistakable@example.com', ip: '198.51.100.77', words: 'zanzibar 4711' };
/** Names of fields that hold somebody's name or address, or words of a log. */
const personalNames =
  /^(user|userName|userId|userKey|person|account|ip|address|device|excerpt|reasonTexts?|raw|record)$/;
/** The account by which a channel signs in to a mail server. */
const aboutOthers = new Set(['/api/channels user', '/api/channels/{id} user']);

let server: TestServer;
let viewer: string;
beforeAll(async () => {
  server = await startTestServer();
  viewer = await makeToken('viewer');
  const feed = await server.db.prisma.feed.findFirstOrThrow({ where: { name: 'default' } });
  const at = new Date(Date.now() - 3_600_000);
  const event = { at, app: 'Payroll', reasonText: clear.words, ip: clear.ip };
  await insertEvents(server.db, feed.id, [
    { ...event, errorCode: 'entra/50126', user: clear.user, times: 3 },
    { ...event, errorCode: 'entra/50126', user: 'someone.else@example.com' },
  ]);
  const { batchId } = await insertBatch(server.db, {
    workspaceId: 'default',
    feedId: feed.id,
    body: Buffer.from('a bad record'),
    contentEncoding: null,
  });
  await server.db.pool.query(
    `insert into rejects (batch_id, index, workspace_id, reason, detail, excerpt)
     values ($1, 0, 'default', 'not_json', 'expected JSON', $2)`,
    [batchId, `${clear.user} from ${clear.ip}`],
  );
});
afterAll(() => server.stop());

async function makeToken(role: string): Promise<string> {
  const made = await server.ask('POST', '/api/api-tokens', { name: role, role });
  return newApiTokenSchema.parse(made.body).token;
}

async function askAs(token: string, path: string, init: RequestInit = {}) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await server.fetch(path, { ...init, headers });
  const text = await response.text();
  const body: unknown = text.startsWith('{') ? JSON.parse(text) : null;
  return { status: response.status, text, body };
}

const schemaSchema = z.object({
  [personalMark]: z.string().optional(),
  type: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  additionalProperties: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
});

/** Fields of an answer that are named like personal data, hold text, and are not marked to be masked. */
function unmasked(given: unknown, name = '', path = ''): string[] {
  const parsed = schemaSchema.safeParse(given);
  if (!parsed.success) return [];
  const schema = parsed.data;
  if (schema[personalMark] !== undefined) return [];
  const inside = [
    ...Object.entries(schema.properties ?? {}).map(([field, value]) => [field, value] as const),
    ...[schema.items, schema.additionalProperties, ...(schema.anyOf ?? [])].map(
      (value) => [name, value] as const,
    ),
    ...[...(schema.oneOf ?? []), ...(schema.allOf ?? [])].map((value) => [name, value] as const),
  ];
  const own = schema.type === 'string' && personalNames.test(name) ? [`${path} ${name}`] : [];
  return [...own, ...inside.flatMap(([field, value]) => unmasked(value, field, path))];
}

const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        responses: z.record(
          z.string(),
          z.object({
            content: z.record(z.string(), z.object({ schema: z.unknown() })).optional(),
          }),
        ),
      }),
    ),
  ),
});

async function routes() {
  const { paths } = documentSchema.parse((await server.ask('GET', '/api/openapi.json')).body);
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { responses }]) => ({
      method,
      path,
      isStream: Object.values(responses).some(({ content }) => 'text/event-stream' in (content ?? {})),
      answers: Object.values(responses).flatMap(({ content }) =>
        Object.values(content ?? {}).map(({ schema }) => schema),
      ),
    })),
  );
}

test('every field of an answer that is named like personal data is marked to be masked', async () => {
  const found = (await routes()).flatMap(({ path, answers }) =>
    answers.flatMap((schema) => unmasked(schema, '', path)),
  );
  expect(found.filter((field) => !aboutOthers.has(field))).toEqual([]);
  expect(unmasked({ type: 'object', properties: { userName: { type: 'string' } } })).toHaveLength(1);
});

test('no route that can be read tells a viewer a name, an address or words of a log', async () => {
  const signIns = pageOf(signInRowSchema).parse((await server.ask('GET', '/api/sign-ins')).body);
  const batchId = (await server.db.prisma.batch.findFirstOrThrow()).id;
  const feedId = (await server.db.prisma.feed.findFirstOrThrow({ where: { name: 'default' } })).id;
  const fill = (path: string) =>
    path
      .replace('/sign-ins/{id}', `/sign-ins/${signIns.items[0]?.id}`)
      .replace('/batches/{id}', `/batches/${batchId}`)
      .replace('/feeds/{id}', `/feeds/${feedId}`)
      .replace('{system}/{code}', 'entra/50126')
      .replace(/\{\w+\}/g, '0b2f0f7e-4c1e-4f6e-9a43-1f2d3c4b5a69');
  const readable = (await routes()).filter(
    // A stream does not end: what it tells is looked at where its life is.
    ({ method, path, isStream }) => method === 'get' && path.startsWith('/api/') && !isStream,
  );
  const addresses = readable.flatMap(({ path }) => {
    if (path !== '/api/breakdown') return [fill(path)];
    return ['user', 'ip', 'app', 'country', 'client', 'device', 'policy'].map((by) => `${path}?by=${by}`);
  });
  const told = new Set<string>();
  for (const address of addresses) {
    const toViewer = (await askAs(viewer, address)).text.toLowerCase();
    const toOwner = JSON.stringify((await server.ask('GET', address)).body ?? null).toLowerCase();
    for (const secret of Object.values(clear).map((text) => text.toLowerCase())) {
      expect(toViewer, address).not.toContain(secret);
      if (toOwner.includes(secret)) told.add(address.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'id'));
    }
  }
  // What is masked is there to be seen for others: this test would pass on empty answers otherwise.
  expect([...told]).toEqual(
    expect.arrayContaining([
      '/api/sign-ins',
      '/api/sign-ins/id',
      '/api/breakdown?by=user',
      '/api/breakdown?by=ip',
      '/api/errors/entra/50126',
      '/api/batches/id/rejects',
    ]),
  );
});

test('a pseudonym filters as the name it stands for, and is the same wherever it is met', async () => {
  const people = breakdownSchema.parse((await askAs(viewer, '/api/breakdown?by=user')).body);
  const [most] = people.items;
  expect(readPseudonym(most?.key ?? '')?.kind).toBe('person');
  const query = new URLSearchParams({ user: most?.key ?? '' });
  const known = new URLSearchParams({ user: clear.user });
  const asViewer = summarySchema.parse((await askAs(viewer, `/api/summary?${query}`)).body);
  const asOwner = summarySchema.parse((await server.ask('GET', `/api/summary?${known}`)).body);
  expect(asViewer.counts).toEqual(asOwner.counts);
  expect(asViewer.counts.failures).toBe(3);
  const rows = pageOf(signInRowSchema).parse((await askAs(viewer, `/api/sign-ins?${query}`)).body);
  expect(new Set(rows.items.map(({ userName }) => userName))).toEqual(new Set([most?.key]));
  expect(rows.items.map(({ reasonText, device }) => [reasonText, device])).toEqual([
    [null, null],
    [null, null],
    [null, null],
  ]);
  // Who sees names can open a viewer's link.
  const opened = summarySchema.parse((await server.ask('GET', `/api/summary?${query}`)).body);
  expect(opened.counts).toEqual(asOwner.counts);
});

test('an alert names people by the pseudonyms they have elsewhere, and a network by one of its own', async () => {
  const rule = await server.db.prisma.alertRule.findFirstOrThrow({ where: { kind: 'mfa-fatigue' } });
  const alert = {
    ...{ workspaceId: 'default', ruleId: rule.id, ruleName: rule.name, personal: true },
    ...{ startedAt: new Date(), threshold: 5, valueAtStart: 7, peakValue: 7 },
  };
  const user = clear.user.toLowerCase();
  const network = '198.51.100.0/24';
  await server.db.prisma.alert.createMany({
    data: [
      {
        ...{ ...alert, kind: 'mfa-fatigue', key: `${user}|approved`, label: user, dedupKey: 'a' },
        evidence: [
          { label: 'Person', value: user, personal: true },
          { label: 'Address', value: 'not named', personal: false },
        ],
      },
      { ...alert, kind: 'password-spray', key: `network|${network}`, label: network, dedupKey: 'b' },
    ],
  });
  const people = breakdownSchema.parse((await askAs(viewer, '/api/breakdown?by=user')).body);
  const asked = await askAs(viewer, '/api/alerts');
  const { items } = pageOf(alertSchema).parse(asked.body);
  expect(items.find(({ kind }) => kind === 'mfa-fatigue')).toMatchObject({
    label: people.items[0]?.key,
    evidence: [{ value: people.items[0]?.key }, { value: 'not named' }],
  });
  const spray = items.find(({ kind }) => kind === 'password-spray');
  expect(readPseudonym(spray?.label ?? '')?.kind).toBe('network');
  expect(asked.text.toLowerCase()).not.toContain(user);
  expect(asked.text).not.toContain('198.51.100');
  await server.db.prisma.alert.deleteMany();
});

test('who sees no names cannot find out by guessing one', async () => {
  for (const query of [
    `user=${encodeURIComponent(clear.user)}`,
    `user=nobody&user=${encodeURIComponent(clear.user)}`,
    `ip=${clear.ip}`,
    'device=priyas-laptop',
  ]) {
    const answer = await askAs(viewer, `/api/summary?${query}`);
    expect(answer, query).toMatchObject({ status: 403, body: { type: 'urn:turnaway:problem:no-names' } });
  }
  expect((await askAs(viewer, '/api/sign-ins?q=priya')).status).toBe(403);
  expect((await askAs(viewer, '/api/breakdown?by=device')).status).toBe(403);
  const [signIn] = pageOf(signInRowSchema).parse((await server.ask('GET', '/api/sign-ins')).body).items;
  expect((await askAs(viewer, `/api/sign-ins/${signIn?.id}/raw`)).status).toBe(403);
  const forged = await askAs(viewer, '/api/summary?user=person~0000-0000~AAAA');
  expect(forged).toMatchObject({ status: 400, body: { errors: [{ field: 'user' }] } });
});

test('a look behind a pseudonym is for those with the right, and is written down without the name', async () => {
  const people = breakdownSchema.parse((await askAs(viewer, '/api/breakdown?by=user')).body);
  const token = people.items[0]?.key ?? '';
  const reveal = (as: string) =>
    askAs(as, '/api/reveals', { method: 'POST', body: JSON.stringify({ token, reason: 'called us' }) });
  expect((await reveal(viewer)).status).toBe(403);
  const revealed = await reveal(await makeToken('member'));
  expect(revealed.body).toEqual({ kind: 'person', value: clear.user.toLowerCase() });
  const log = await server.ask('GET', '/api/reveals');
  // Above, all that can be read was read: a record as it was sent is a look, too.
  const behindNames = pageOf(revealSchema)
    .parse(log.body)
    .items.filter(({ kind }) => kind !== 'record');
  expect(behindNames).toEqual([
    {
      id: expect.any(String),
      at: expect.any(String),
      who: 'API token “member”',
      kind: 'person',
      pseudonym: token,
      reason: 'called us',
    },
  ]);
  const { rows } = await server.db.pool.query('select r::text as row from reveals r');
  expect(JSON.stringify(rows).toLowerCase()).not.toContain(clear.user.toLowerCase());
  expect((await askAs(viewer, '/api/reveals')).status).toBe(403);
});

test('a workspace decides who sees what: names for viewers, or nothing for members', async () => {
  const member = await makeToken('member');
  const set = (privacy: object) => server.ask('PATCH', '/api/workspace', { privacy });
  expect((await set({ viewer: 'full', member: 'hidden' })).body).toMatchObject({
    privacy: { owner: 'full', admin: 'full', member: 'hidden', viewer: 'full' },
  });
  const signIns = async (as: string) => {
    const { body } = await askAs(as, '/api/sign-ins');
    return pageOf(signInRowSchema).parse(body).items[0];
  };
  await expect
    .poll(async () => (await signIns(viewer))?.ip, { timeout: 10_000, interval: 250 })
    .toBe(clear.ip);
  await expect.poll(async () => (await signIns(member))?.ip, { timeout: 10_000, interval: 250 }).toBeNull();
  expect((await askAs(member, '/api/breakdown?by=user')).status).toBe(403);
  expect((await askAs(member, '/api/breakdown?by=app')).status).toBe(200);
  await set({ viewer: 'pseudonyms', member: 'full' });
});
