import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBarriers, openBrowser } from './setup/open-browser.js';
import { type RunningTurnaway, runTurnaway } from './setup/run-turnaway.js';
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
