import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { findBarriers, openBrowser } from './setup/open-browser.js';
import { type RunningTurnaway, repositoryRoot, runTurnaway } from './setup/run-turnaway.js';
import { signIn } from './setup/sign-in.js';
import { openWebhookTarget, type WebhookTarget } from './setup/webhook-target.js';

let turnaway: RunningTurnaway;
let browser: Browser;
let page: Page;
let target: WebhookTarget;
/** A receiver whose answer the test chooses. */
let receiver: Server;
let status = 410;

beforeAll(async () => {
  [turnaway, browser, target] = await Promise.all([runTurnaway(), openBrowser(), openWebhookTarget()]);
  receiver = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(status).end());
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  page = await signIn(browser, turnaway, { viewport: { width: 390, height: 844 } });
});
afterAll(async () => {
  await browser?.close();
  target?.close();
  receiver?.closeAllConnections();
  receiver?.close();
  await turnaway?.stop();
});

const post = <Answer>(path: string, body?: unknown) =>
  turnaway.api<Answer>(path, {
    method: 'POST',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const makeChannel = (name: string, url: string) =>
  post<{ id: string; secret: string }>('/api/channels', { name, url });
const receiverUrl = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;

test('a channel whose receiver is gone is switched off, another one is told, and Alerts says so until it is on again', async () => {
  const main = await makeChannel('Main', target.url);
  const broken = await makeChannel('On-call', receiverUrl());
  await post(`/api/channels/${broken.id}/test`);
  const told = await target.next('channel.stopped', main.secret);
  expect(told.data).toMatchObject({
    because: 'gone',
    statusCode: 410,
    channel: { id: broken.id, name: 'On-call' },
    links: { channel: `${turnaway.url}/alerts/channels/${broken.id}` },
  });

  await page.goto(`${turnaway.url}/alerts`);
  const notice = page.getByRole('status').filter({ hasText: '“On-call” was switched off' });
  await notice.waitFor();
  expect(await notice.innerText()).toContain('gone for good (the last response was 410, refused)');
  expect(await findBarriers(page)).toEqual([]);
  await notice.getByRole('button', { name: 'Switch it on again' }).click();
  await notice.waitFor({ state: 'detached' });
  expect(await turnaway.api(`/api/channels/${broken.id}`)).toMatchObject({ enabled: true, stopped: null });
});

test('a channel’s page says that its host is down, and lets choose whom to tell', async () => {
  status = 503;
  const broken = await makeChannel('Chat', receiverUrl());
  for (let sent = 0; sent < 5; sent++) await post(`/api/channels/${broken.id}/test`);
  for (;;) {
    const { pausedHost } = await turnaway.api<{ pausedHost: unknown }>(`/api/channels/${broken.id}`);
    if (pausedHost !== null) break;
  }
  await page.goto(`${turnaway.url}/alerts/channels/${broken.id}`);
  await page.getByRole('status').filter({ hasText: 'has answered with errors since' }).waitFor();
  const choice = page.getByLabel('Tell');
  await choice.selectOption({ label: 'Main' });
  await page.getByText('Saved.').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  const { items } = await turnaway.api<{ items: { id: string; name: string }[] }>('/api/channels');
  expect(await turnaway.api(`/api/channels/${broken.id}`)).toMatchObject({
    fallbackChannelId: items.find(({ name }) => name === 'Main')?.id,
  });
});

/** An incident tool that opens and closes what it is told, until it is gone. */
async function openIncidentTool() {
  const events: { action: unknown; key: unknown }[] = [];
  const tool = { url: '', isGone: false, taken, close: () => server.close() };
  let wake: () => void = () => undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { event_action: action, dedup_key: key } = JSON.parse(Buffer.concat(chunks).toString());
      if (!tool.isGone) events.push({ action, key });
      response.writeHead(tool.isGone ? 410 : 202).end();
      wake();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  tool.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2/enqueue`;
  /** All that it has taken, once it is so many. */
  async function taken(count: number) {
    while (events.length < count) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return events;
  }
  return tool;
}

/** Wrong passwords of 40 people at an app, moments ago, in the form of the example's lines. */
async function failAt(app: string): Promise<void> {
  const lines = (await readFile(join(repositoryRoot, 'examples/entra-signins.ndjson'), 'utf8')).split('\n');
  const template = lines.find((line) => /"resultType":"?50126/.test(line)) ?? '';
  const failures = Array.from({ length: 40 }, (_, number) => {
    const record = JSON.parse(template);
    const at = new Date(Date.now() - 30_000 - number * 100).toISOString();
    const id = `${app} ${number}`;
    const own = { id, createdDateTime: at, correlationId: id, userPrincipalName: `${number}@example.com` };
    return JSON.stringify({
      ...record,
      time: at,
      correlationId: id,
      properties: { ...record.properties, ...own, appDisplayName: app, appId: app },
    });
  });
  await turnaway.counted([await turnaway.ingest(failures.join('\n'))]);
}

test('an incident that ended while its channel was off is closed when it is switched on, and what was missed is sent', async () => {
  const tool = await openIncidentTool();
  onTestFinished(() => {
    tool.close();
  });
  const channel = await post<{ id: string }>('/api/channels', {
    name: 'Pager',
    kind: 'pagerduty',
    url: tool.url,
    credential: 'R0UTING',
  });
  const rule = await post<{ id: string }>('/api/alert-rules', {
    name: 'Failures by app',
    kind: 'threshold',
    params: { measure: 'failures', windowMinutes: 5, threshold: 20, recoveryThreshold: 5, groupBy: 'app' },
    grouping: { by: 'app', waitSeconds: 0, intervalSeconds: 0, repeatMinutes: 60 },
    channelIds: [channel.id],
  });
  await failAt('Payroll');
  const [payroll] = await tool.taken(1);
  expect(payroll?.action).toBe('trigger');

  tool.isGone = true;
  await post(`/api/channels/${channel.id}/test`);
  await page.goto(`${turnaway.url}/alerts/channels/${channel.id}`);
  const notice = page.getByRole('status').filter({ hasText: '“Pager” was switched off' });
  await notice.waitFor();
  await failAt('Wiki');
  // An app that is left out of the rule is over: nobody has to wait for its window to pass.
  await turnaway.api(`/api/alert-rules/${rule.id}`, {
    method: 'PATCH',
    body: JSON.stringify({ filter: { app: ['Wiki'] } }),
  });
  await failAt('VPN');
  await notice.getByText('The latest message of 2 alerts did not get there; one of them is over').waitFor();
  expect(await findBarriers(page)).toEqual([]);

  tool.isGone = false;
  await notice.getByRole('button', { name: 'Switch it on and send what was missed' }).click();
  await notice.waitFor({ state: 'detached' });
  const sent = await tool.taken(3);
  expect(sent).toContainEqual({ action: 'resolve', key: payroll?.key });
  expect(sent.filter(({ action }) => action === 'trigger')).toHaveLength(2);
  expect(await turnaway.api(`/api/channels/${channel.id}`)).toMatchObject({
    enabled: true,
    missed: { messages: 0, endings: 0 },
  });
});
