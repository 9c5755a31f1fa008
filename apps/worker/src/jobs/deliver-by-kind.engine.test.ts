import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { type ChannelKind, type ChannelSettings, channelKinds } from '@turnaway/contracts';
import { createTestDelivery } from '@turnaway/db/alert-history/create-test-delivery';
import { createSecretBox } from '@turnaway/db/secret-box';
import { createTestDatabase } from '@turnaway/db/testing';
import { createQueue, type Queue } from '@turnaway/jobs';
import { sampleMessages } from '@turnaway/messages';
import { pino } from 'pino';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Receiver, receive } from '../testing/receive.js';
import { deliverWebhook } from './deliver-webhook.js';

const secret = 'a secret of this install';
const box = createSecretBox(secret);
const [firing] = sampleMessages;

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
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const item of open.splice(0)) await item.close();
});

async function receiver(answer: RequestListener): Promise<Receiver> {
  const made = await receive(answer);
  open.push(made);
  return made;
}
const say =
  (status: number, text = ''): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
  };

interface Given {
  url: string;
  credential?: string;
  settings?: ChannelSettings;
  previous?: { secret: string; until: Date };
}

/** Stores a channel of a kind and a message to it, and has it delivered; how that went. */
async function deliver(kind: ChannelKind, { url, credential, settings, previous }: Given) {
  const isSecret = channelKinds[kind].addressIsSecret;
  const { db } = database;
  const channel = await db.prisma.channel.create({
    data: {
      workspaceId: 'default',
      name: kind,
      kind,
      url: isSecret ? 'https://shown.example/…' : url,
      urlEncrypted: isSecret ? box.seal(url) : null,
      secretEncrypted: credential === undefined ? null : box.seal(credential),
      settings: settings ?? {},
      ...(previous === undefined
        ? {}
        : { previousSecretEncrypted: box.seal(previous.secret), previousSecretUntil: previous.until }),
    },
  });
  const { id } = await db.prisma.delivery.create({
    data: {
      workspaceId: 'default',
      channelId: channel.id,
      eventType: 'alert.firing',
      body: JSON.stringify(firing),
      nextAttemptAt: new Date(),
    },
  });
  const publicUrl = 'https://turnaway.example.com';
  const context = { db, queue, publicUrl, log: pino({ level: 'silent' }), now: () => new Date() };
  const tick = () => undefined;
  await deliverWebhook({ ...context, secret, allowCidrs: ['127.0.0.0/8'], tick }, { deliveryId: id });
  const delivery = await db.prisma.delivery.findUniqueOrThrow({ where: { id }, include: { attempts: true } });
  return { id, status: delivery.status, attempt: delivery.attempts[0] };
}

test('a Slack message goes to the sealed address, and is delivered at the word ok', async () => {
  const slack = await receiver(say(200, 'ok'));
  expect((await deliver('slack', { url: slack.url })).status).toBe('delivered');
  const [message] = slack.received;
  expect(JSON.parse(message?.body ?? '').blocks[0].text.text).toContain('Expired app secrets');
  expect(Object.keys(message?.headers ?? {}).filter((name) => name.startsWith('webhook-'))).toEqual([]);
});

test('a 200 of Slack that is no ok is a refusal, and is tried again', async () => {
  const slack = await receiver(say(200, 'invalid_payload'));
  const { status, attempt } = await deliver('slack', { url: slack.url });
  expect(status).toBe('pending');
  expect(attempt).toMatchObject({ error: 'refused', statusCode: 200, responseExcerpt: 'invalid_payload' });
});

test('an incident tool is shown its key', async () => {
  const pagerduty = await receiver(say(202, '{}'));
  expect((await deliver('pagerduty', { url: pagerduty.url, credential: 'R0UTING' })).status).toBe(
    'delivered',
  );
  expect(JSON.parse(pagerduty.received[0]?.body ?? '')).toMatchObject({
    routing_key: 'R0UTING',
    event_action: 'trigger',
  });
  const opsgenie = await receiver(say(202, '{}'));
  const base = new URL(opsgenie.url).origin;
  expect((await deliver('opsgenie', { url: base, credential: 'k' })).status).toBe('delivered');
  expect(opsgenie.received[0]).toMatchObject({
    path: '/v2/alerts',
    headers: { authorization: 'GenieKey k' },
  });
});

describe('a test of a channel', () => {
  let now = new Date();

  /** Makes a channel of a kind and a test of it, and brings all that is due until nothing is. */
  async function tryOut(kind: ChannelKind, url: string): Promise<string[]> {
    const { db } = database;
    now = new Date();
    const isSecret = channelKinds[kind].addressIsSecret;
    const channel = await db.prisma.channel.create({
      data: {
        ...{ workspaceId: 'default', name: kind, kind, url, secretEncrypted: box.seal('key') },
        ...(isSecret ? { urlEncrypted: box.seal(url) } : {}),
      },
    });
    await createTestDelivery(db, { workspaceId: 'default', channelId: channel.id, now });
    for (;;) {
      const due = await db.prisma.delivery.findFirst({ where: { channelId: channel.id, status: 'pending' } });
      if (due === null || due.attemptCount > 0) break;
      now = due.nextAttemptAt ?? now;
      const log = pino({ level: 'silent' });
      const context = { db, queue, log, now: () => now, publicUrl: 'https://turnaway.example.com', secret };
      await deliverWebhook(
        { ...context, allowCidrs: ['127.0.0.0/8'], tick: () => undefined },
        { deliveryId: due.id },
      );
    }
    const all = await db.prisma.delivery.findMany({
      where: { channelId: channel.id },
      orderBy: { createdAt: 'asc' },
    });
    return all.map(({ eventType, status }) => `${eventType} ${status}`);
  }
  const both = ['webhook.test delivered', 'webhook.test.resolved delivered'];
  const jsonOf = ({ received }: Receiver) => received.map(({ body }) => JSON.parse(body));

  test('closes the incident at PagerDuty under the key that it was opened by', async () => {
    const pagerduty = await receiver(say(202, '{}'));
    expect(await tryOut('pagerduty', pagerduty.url)).toEqual(both);
    const [begun, ended, ...others] = jsonOf(pagerduty);
    expect([begun.event_action, ended.event_action]).toEqual(['trigger', 'resolve']);
    expect(ended.dedup_key).toBe(begun.dedup_key);
    expect(others).toEqual([]);
  });

  test('closes the alert at Opsgenie by the alias that it was made under', async () => {
    const opsgenie = await receiver(say(202, '{}'));
    expect(await tryOut('opsgenie', new URL(opsgenie.url).origin)).toEqual(both);
    const [begun] = jsonOf(opsgenie);
    expect(opsgenie.received.map(({ path }) => path)).toEqual([
      '/v2/alerts',
      `/v2/alerts/${encodeURIComponent(begun.alias)}/close?identifierType=alias`,
    ]);
  });

  test('ends the alert at an Alertmanager receiver', async () => {
    const alertmanager = await receiver(say(200));
    expect(await tryOut('alertmanager', alertmanager.url)).toEqual(both);
    const [begun, ended] = jsonOf(alertmanager);
    expect(ended).toMatchObject({ status: 'resolved', groupKey: begun.groupKey });
    expect(ended.alerts[0].fingerprint).toBe(begun.alerts[0].fingerprint);
    expect(ended.alerts[0].startsAt).toBe(begun.alerts[0].startsAt);
    expect(ended.alerts[0].endsAt >= ended.alerts[0].startsAt).toBe(true);
  });

  test('that did not arrive has opened nothing, and is followed by nothing', async () => {
    const pagerduty = await receiver(say(400));
    expect(await tryOut('pagerduty', pagerduty.url)).toEqual(['webhook.test pending']);
  });

  test('is one message where nothing stays open', async () => {
    const slack = await receiver(say(200, 'ok'));
    expect(await tryOut('slack', slack.url)).toEqual(['webhook.test delivered']);
  });
});

test('a template chooses method, headers and body', async () => {
  const target = await receiver(say(204));
  const settings: ChannelSettings = {
    method: 'PUT',
    headers: { 'X-Team': 'identity' },
    body: '{"title":"{{title}}"}',
  };
  expect((await deliver('template', { url: target.url, credential: 'Token t', settings })).status).toBe(
    'delivered',
  );
  expect(target.received[0]).toMatchObject({
    method: 'PUT',
    headers: { 'x-team': 'identity', authorization: 'Token t', 'content-type': 'application/json' },
  });
  expect(JSON.parse(target.received[0]?.body ?? '')).toEqual({
    title: 'Expired app secrets: 42 failed sign-ins in 10 minutes',
  });
});

test('while a secret is renewed, a receiver with the old one and one with the new one both agree', async () => {
  const target = await receiver(say(200));
  const [old, renewed] = [1, 2].map((fill) => `whsec_${Buffer.alloc(32, fill).toString('base64')}`);
  if (old === undefined || renewed === undefined) throw new Error('expected two secrets');
  const until = (ms: number) => ({ secret: old, until: new Date(Date.now() + ms) });
  await deliver('webhook', { url: target.url, credential: renewed, previous: until(60_000) });
  await deliver('webhook', { url: target.url, credential: renewed, previous: until(-1) });
  const [during, after] = target.received;
  if (during === undefined || after === undefined) throw new Error('expected two messages');
  for (const known of [old, renewed]) {
    new Webhook(known).verify(during.body, during.headers as Record<string, string>);
  }
  new Webhook(renewed).verify(after.body, after.headers as Record<string, string>);
  expect(() => new Webhook(old).verify(after.body, after.headers as Record<string, string>)).toThrow();
});

async function mailServer(options: { refuse?: string } = {}) {
  const letters: string[] = [];
  const signedIn: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: true,
    onAuth: ({ username, password }, _session, done) => {
      signedIn.push(`${username}:${password}`);
      done(null, { user: username });
    },
    onRcptTo: (_address, _session, done) =>
      options.refuse === undefined
        ? done()
        : done(Object.assign(new Error(options.refuse), { responseCode: 550 })),
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        letters.push(Buffer.concat(chunks).toString());
        done();
      });
    },
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  open.push({ close: () => new Promise<void>((resolve) => server.close(() => resolve())) });
  return { url: `smtp://127.0.0.1:${address.port}`, letters, signedIn };
}
const letter: ChannelSettings = { from: 'turnaway@example.com', to: ['a@example.com', 'b@example.com'] };

test('a letter arrives as text and HTML, under the delivery’s id, in the alert’s thread', async () => {
  const server = await mailServer();
  const { id, status } = await deliver('email', {
    url: server.url,
    credential: 'pw',
    settings: { ...letter, user: 'mailer' },
  });
  expect(status).toBe('delivered');
  expect(server.signedIn).toEqual(['mailer:pw']);
  const [text] = server.letters;
  expect(text).toContain(`Message-ID: <${id}@example.com>`);
  expect(text).toMatch(/^Subject: \[Alert\] Expired app secrets/m);
  expect(text).toMatch(/^References: <rule/m);
  expect(text).toContain('Content-Type: text/html');
});

test('a mail server that refuses says why, and is asked again later', async () => {
  const server = await mailServer({ refuse: 'no such mailbox' });
  const { status, attempt } = await deliver('email', { url: server.url, settings: letter });
  expect(status).toBe('pending');
  expect(attempt).toMatchObject({ error: 'refused', statusCode: 550 });
});

test('a mail server in a private network is not reached', async () => {
  const { attempt } = await deliver('email', { url: 'smtp://10.0.0.1:25', settings: letter });
  expect(attempt).toMatchObject({ error: 'blocked-address' });
});
