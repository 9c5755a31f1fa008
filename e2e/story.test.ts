import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectComplaints, findBarriers, openBrowser } from './setup/open-browser.js';
import { owner, type RunningTurnaway, repositoryRoot, runTurnaway } from './setup/run-turnaway.js';
import { openWebhookTarget, type WebhookTarget } from './setup/webhook-target.js';

/** The README's picture is this one, copied when the page has changed. */
const screenshotFile = join(repositoryRoot, 'e2e/screenshots/overview.png');
const exampleFile = join(repositoryRoot, 'examples/entra-signins.ndjson');

let turnaway: RunningTurnaway;
let browser: Browser;
let page: Page;
let complaints: string[];
let target: WebhookTarget;
let secret: string;

beforeAll(async () => {
  [turnaway, browser, target] = await Promise.all([runTurnaway(), openBrowser(), openWebhookTarget()]);
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, colorScheme: 'light' });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  complaints = collectComplaints(page);
});
afterAll(async () => {
  await browser?.close();
  target?.close();
  await turnaway?.stop();
});

// The tests below are one person's first quarter of an hour, in order; each goes on where the last one ended.

test('who is not signed in sees nothing but the door', async () => {
  await page.goto(`${turnaway.url}/errors`);
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  await page.getByLabel('Email').fill(owner.email);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('The email or the password is not right.').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByLabel('Password').fill(owner.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
});

test('an empty install says how to send the first events, and turns into the overview when they come', async () => {
  await page.goto(turnaway.url);
  await page.getByText('Waiting for the first event…').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByText('Keep it now').waitFor();
  const command = await page
    .getByText(/^curl /)
    .first()
    .innerText();
  const sent = execFileSync('sh', ['-c', command], { cwd: repositoryRoot, encoding: 'utf8' });
  expect(JSON.parse(sent)).toMatchObject({ status: 'received' });
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
});

test('the overview shows what the file holds, with the expected prompts left out of the rate', async () => {
  const records = (await readFile(exampleFile, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => String((JSON.parse(line) as { resultType: unknown }).resultType));
  const summary = await turnaway.api<{ counts: Record<'successes' | 'failures' | 'interrupts', number> }>(
    '/api/summary',
  );
  const { successes, failures, interrupts } = summary.counts;
  expect(successes).toBe(records.filter((code) => code === '0').length);
  expect(successes + failures + interrupts).toBe(records.length);
  const rate = ((successes / (successes + failures)) * 100).toFixed(1);
  await page.reload();
  await page.getByText(rate).first().waitFor();
  await page.getByRole('img', { name: /over time|in this period/ }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.screenshot({ path: screenshotFile });
});

test('a click on an error leads to what it means, whose move it is, how to fix it and who is affected', async () => {
  await page
    .getByRole('link', { name: /secret/i })
    .first()
    .click();
  await page.waitForURL(/\/errors\/entra\/7000222/);
  expect(await page.getByLabel('Facts').innerText()).toMatch(/whose move\s+app developer/i);

  // The steps of whoever has to move stand open; those of the others are one key away.
  const todo = page.getByRole('region', { name: /^What to do/ });
  const steps = todo.getByRole('tabpanel').getByRole('listitem');
  const tab = (name: string) => todo.getByRole('tab', { name });
  const isSelected = (name: string) => tab(name).getAttribute('aria-selected');
  expect(await isSelected('App developer')).toBe('true');
  expect((await steps.allInnerTexts()).join(' ')).toContain('New client secret');
  await tab('App developer').press('ArrowLeft');
  await expect.poll(() => isSelected('Admin')).toBe('true');
  expect((await steps.allInnerTexts()).join(' ')).not.toContain('New client secret');
  await tab('Admin').press('End');

  const affected = page.getByRole('region', { name: 'Apps', exact: true });
  expect(await affected.getByRole('link').count()).toBeGreaterThan(0);
  expect(await findBarriers(page)).toEqual([]);
});

test('sign-ins can be filtered, and one opens with all that the log said', async () => {
  await page.goto(`${turnaway.url}/sign-ins?code=entra%2F50126`);
  const rows = page.locator('main table tbody tr');
  await rows.first().waitFor();
  expect(await rows.count()).toBeGreaterThan(0);
  for (const text of await rows.allInnerTexts()) expect(text).toContain('50126');
  await rows.first().getByRole('link').first().click();
  await page.getByRole('dialog').waitFor();
  expect(await page.getByRole('dialog').innerText()).toContain('entra/50126');
  expect(await findBarriers(page)).toEqual([]);
});

test('a channel and a rule are made in the browser, and a test message arrives signed', async () => {
  await page.goto(`${turnaway.url}/alerts/channels`);
  await page.getByLabel('Name').fill('On-call');
  await page.getByLabel('Webhook address').fill(target.url);
  await page.getByRole('button', { name: 'Add the channel' }).click();
  secret = await page.getByText(/^whsec_/).innerText();
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByRole('button', { name: /test/i }).first().click();
  expect((await target.next('webhook.test', secret)).data).toMatchObject({ channel: 'On-call' });

  // This story is about its own rule: those that an install begins with would tell the first channel, too.
  const { items } = await turnaway.api<{ items: { id: string }[] }>('/api/channels');
  await turnaway.api(`/api/channels/${items[0]?.id}`, {
    method: 'PATCH',
    body: JSON.stringify({ isDefault: false }),
  });

  await page.goto(`${turnaway.url}/alerts/rules/new`);
  await page.getByLabel('Name').fill('Too many failures');
  await page.getByLabel('Within the last').selectOption({ value: '5' });
  await page.getByLabel('Fire at or above').fill('20');
  await page.getByLabel('Resolve at or below').fill('5');
  await page.getByLabel('On-call').check();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Make the rule' }).click();
  await page.waitForURL(/\/alerts\/rules$/);
  await page.getByText('Too many failures').first().waitFor();
});

test('more failures bring one signed webhook, and another when it is over', async () => {
  const [template = ''] = (await readFile(exampleFile, 'utf8'))
    .split('\n')
    .filter((line) => line.includes('"resultType":"50126"') || line.includes('"resultType":50126'));
  const failures = Array.from({ length: 40 }, (_, i) => failureLike(template, i));
  await turnaway.counted([await turnaway.ingest(failures.join('\n'))]);
  const rule = 'Too many failures';
  const fired = await target.next('alert.firing', secret, rule);
  expect(fired.data).toMatchObject({ state: 'firing', threshold: 20 });
  expect(JSON.stringify(fired)).not.toContain('person-');

  // What ends an alert is time: a shorter way than waiting is a rule that asks for more.
  const { items } = await turnaway.api<{ items: { id: string }[] }>('/api/alert-rules');
  await turnaway.api(`/api/alert-rules/${items[0]?.id}`, {
    method: 'PATCH',
    body: JSON.stringify({ threshold: 5_000, recoveryThreshold: 4_000 }),
  });
  await turnaway.counted([await turnaway.ingest(failureLike(template, 99))]);
  const resolved = await target.next('alert.resolved', secret, rule);
  expect(resolved.data).toMatchObject({ state: 'resolved', alertId: fired.data.alertId });
  expect(target.count('alert.firing', rule)).toBe(1);

  await page.goto(`${turnaway.url}/alerts`);
  await page.getByText('Too many failures').first().waitFor();
  expect(await findBarriers(page)).toEqual([]);
});

/** A wrong password of somebody new, a moment ago, in the form of a line of the example. */
function failureLike(line: string, number: number): string {
  const record = JSON.parse(line) as {
    time: string;
    correlationId: string;
    properties: Record<string, unknown>;
  };
  const at = new Date(Date.now() - 30_000 - number * 100).toISOString();
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const userPrincipalName = `person-${number}@example.com`;
  return JSON.stringify({
    ...record,
    time: at,
    correlationId: id,
    properties: { ...record.properties, id, createdDateTime: at, correlationId: id, userPrincipalName },
  });
}

const looks = [
  { look: 'a phone in the dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  { look: 'a desk in the light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
] as const;
test.each([
  '/',
  '/errors',
  '/errors/entra/50126',
  '/sign-ins',
  '/breakdown/app',
  '/batches',
  '/alerts',
  '/alerts/rules',
  '/alerts/channels',
  '/alerts/silences',
  '/feeds',
  '/explain',
  '/catalog',
  '/catalog?system=okta&cause=mfa',
  '/catalog/entra/50126',
  '/catalog/entra/50053?variant=malicious-ip',
  '/unknown-codes',
  '/settings',
  '/settings/overrides',
])('%s fits a phone and a desk, in the dark and in the light, with no barrier', async (path) => {
  for (const { look, ...options } of looks) {
    const context = await browser.newContext({
      ...options,
      storageState: await page.context().storageState(),
    });
    const own = await context.newPage();
    const said = collectComplaints(own);
    await own.goto(`${turnaway.url}${path}`);
    await own.getByRole('heading', { level: 1 }).first().waitFor();
    const beyondPx = await own.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(beyondPx, look).toBeLessThanOrEqual(0);
    expect(await findBarriers(own), look).toEqual([]);
    expect(said, look).toEqual([]);
    await context.close();
  }
});

test('the overview can be read before any script runs', async () => {
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const quiet = await plain.newPage();
  await quiet.goto(turnaway.url);
  expect(await quiet.locator('main').innerText()).toContain('Wrong user name or password');
  await plain.close();
});

test('no page complained of a script or of the content security policy', () => {
  expect(complaints).toEqual([]);
});
