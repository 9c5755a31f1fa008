import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBarriers, openBrowser } from './setup/open-browser.js';
import { owner, type RunningTurnaway, repositoryRoot, runTurnaway } from './setup/run-turnaway.js';
import { signIn } from './setup/sign-in.js';
import { openWebhookTarget, type WebhookTarget } from './setup/webhook-target.js';

const exampleFile = join(repositoryRoot, 'examples/entra-signins.ndjson');
/** Where the attack comes from. */
const attacker = '203.0.113.77';
const toldWithinMs = 60_000;

let turnaway: RunningTurnaway;
let browser: Browser;
let page: Page;
let target: WebhookTarget;
let secret = '';
let silenceLink = '';

beforeAll(async () => {
  [turnaway, browser, target] = await Promise.all([runTurnaway(), openBrowser(), openWebhookTarget()]);
  page = await signIn(browser, turnaway, { viewport: { width: 1440, height: 1000 } });
});
afterAll(async () => {
  await browser?.close();
  target?.close();
  await turnaway?.stop();
});

// One incident, from the first bad sign-in to the end; each test goes on where the last one ended.

test('a fresh install watches, and the first channel is told of what it finds', async () => {
  await page.goto(`${turnaway.url}/alerts/rules`);
  for (const rule of ['Password spray', 'New error', 'Provider trouble', 'Feed silent or late']) {
    await page.getByRole('link', { name: rule, exact: true }).first().waitFor();
  }
  expect(await findBarriers(page)).toEqual([]);
  const channel = await turnaway.api<{ secret: string; isDefault: boolean }>('/api/channels', {
    method: 'POST',
    body: JSON.stringify({ name: 'On-call', url: target.url }),
  });
  expect(channel.isDefault).toBe(true);
  secret = channel.secret;
});

test('a password spray is told within a minute of its first try, in words that help', async () => {
  const [template = ''] = (await readFile(exampleFile, 'utf8'))
    .split('\n')
    .filter((line) => line.includes('"resultType":"50126"') || line.includes('"resultType":50126'));
  const firstTryAt = Date.now();
  const tries = Array.from({ length: 30 }, (_, index) => tryLike(template, index, firstTryAt));
  await turnaway.counted([await turnaway.ingest(tries.join('\n'))]);
  const told = await target.next('alert.firing', secret, 'Password spray');
  expect(Date.now() - firstTryAt).toBeLessThan(toldWithinMs);
  expect(told.data).toMatchObject({
    state: 'firing',
    level: 'alert',
    rule: { name: 'Password spray', kind: 'password-spray' },
  });
  expect(String(told.data.title)).toContain('30 tries at 30 accounts');
  expect(String(told.data.title)).not.toContain(attacker);
  silenceLink = (told.data.links as { silence: string }).silence;
});

test('whoever follows the link to silence it signs in, and finds the silence filled in', async () => {
  const context = await browser.newContext();
  const phone = await context.newPage();
  await phone.goto(silenceLink);
  await phone.getByLabel('Email').fill(owner.email);
  await phone.getByLabel('Password').fill(owner.password);
  await phone.getByRole('button', { name: 'Sign in' }).click();
  await phone.waitForURL(silenceLink);
  const silence = phone.getByRole('region', { name: 'Silence' });
  expect(await silence.getByLabel('Keep quiet').inputValue()).toBe('0');
  await silence.getByText('This rule').first().waitFor({ state: 'attached' });
  expect(await silence.getByLabel('Why').inputValue()).toContain('Password spray');
  await context.close();
});

test('whoever opens it sees what it stands on, and says that they have it', async () => {
  await page.goto(`${turnaway.url}/alerts`);
  await page.getByRole('link', { name: 'Password spray' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Password spray' }).waitFor();
  await page.getByRole('region', { name: 'What to do: tenant admin' }).waitFor();
  const evidence = page.getByRole('region', { name: 'Evidence' });
  await evidence.getByText(attacker).first().waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'I have it' }).click();
  await page.getByText('In hand').first().waitFor();
  await page.getByRole('button', { name: 'Mute until worse' }).click();
  await page.getByRole('button', { name: 'Unmute' }).waitFor();
});

test('it turns out to be a scanner of their own: allowed, it is over, and its history is complete', async () => {
  const { items } = await turnaway.api<{ items: { id: string; name: string }[] }>('/api/alert-rules');
  const rule = items.find(({ name }) => name === 'Password spray');
  await turnaway.api(`/api/alert-rules/${rule?.id}`, {
    method: 'PATCH',
    body: JSON.stringify({
      keepFiringMinutes: 0,
      params: { allow: { addresses: [attacker], accounts: [] } },
    }),
  });
  await target.next('alert.resolved', secret, 'Password spray');
  await page.reload();
  await page.getByRole('region', { name: 'If it comes back' }).getByText('This alert is over').waitFor();
  expect(await page.getByRole('region', { name: 'What to do' }).count()).toBe(0);
  const history = page.getByRole('region', { name: 'What happened' });
  for (const step of ['Fires', 'Told', 'In hand', 'Muted until worse', 'Over', 'Told that it is over']) {
    await history.getByRole('cell', { name: step, exact: true }).first().waitFor();
  }
  const told = page.getByRole('region', { name: 'Who was told' });
  await told.getByText('On-call').first().waitFor();
  expect(await findBarriers(page)).toEqual([]);
});

/** A wrong password for one more account from the attacker, now, in the form of a line of the example. */
function tryLike(line: string, number: number, atMs: number): string {
  const record = JSON.parse(line) as {
    callerIpAddress?: string;
    time: string;
    correlationId: string;
    properties: Record<string, unknown>;
  };
  const at = new Date(atMs - 10_000 + number * 100).toISOString();
  const id = `00000000-0000-4000-9000-${String(number).padStart(12, '0')}`;
  const userPrincipalName = `account-${number}@example.com`;
  return JSON.stringify({
    ...record,
    time: at,
    callerIpAddress: attacker,
    correlationId: id,
    properties: {
      ...record.properties,
      id,
      ipAddress: attacker,
      createdDateTime: at,
      correlationId: id,
      userPrincipalName,
      userId: id,
    },
  });
}
