import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectComplaints, findBarriers, openBrowser } from './setup/open-browser.js';
import { type RunningTurnaway, runTurnaway } from './setup/run-turnaway.js';
import { signIn } from './setup/sign-in.js';

let turnaway: RunningTurnaway;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  [turnaway, browser] = await Promise.all([runTurnaway(), openBrowser()]);
  await send(record('ann'), record('ann'), record('bob'), record('bobby'));
  page = await signIn(browser, turnaway);
  complaints = collectComplaints(page);
});
afterAll(async () => {
  await browser?.close();
  await turnaway?.stop();
});

/** A wrong password that happens now. */
function record(user: string): object {
  const id = randomUUID();
  return {
    time: new Date().toISOString(),
    category: 'SignInLogs',
    operationName: 'Sign-in activity',
    resultType: '50126',
    resultDescription: 'Invalid username or password.',
    callerIpAddress: '192.0.2.7',
    properties: {
      id,
      correlationId: id,
      createdDateTime: new Date().toISOString(),
      userPrincipalName: `${user}@example.com`,
      appDisplayName: 'Payroll',
      ipAddress: '192.0.2.7',
      isInteractive: true,
      status: { errorCode: 50126, failureReason: 'Invalid username or password.' },
      deviceDetail: { browser: 'Firefox 144', operatingSystem: 'Linux' },
      location: { countryOrRegion: 'DE', city: 'Bonn' },
    },
  };
}

async function send(...records: object[]): Promise<void> {
  await turnaway.counted([await turnaway.ingest(records.map((one) => JSON.stringify(one)).join('\n'))]);
}

const rows = () => page.getByRole('table', { name: 'Sign-ins' }).locator('tbody tr');
const liveSwitch = () => page.getByRole('switch', { name: 'Live' });

test('a name finds that person, a part of it all text, and the filters stay', async () => {
  await page.goto(`${turnaway.url}/sign-ins?interactive=yes`);
  const box = page.getByRole('searchbox', { name: /^Find a person/ });
  await box.fill('BOB@example.com');
  await box.press('Enter');
  await page.getByText('1 sign-in of “BOB@example.com”').waitFor();
  expect(await rows().count()).toBe(1);
  expect(new URL(page.url()).searchParams.get('interactive')).toBe('yes');
  await page.getByRole('link', { name: 'Find it in all text' }).click();
  await page.getByText('1 sign-in with “BOB@example.com”').waitFor();
  await box.fill('bob');
  await box.press('Enter');
  await page.getByText('2 sign-ins with “bob”').waitFor();
  await page.getByRole('link', { name: 'Show all' }).click();
  await page.getByText('4 sign-ins', { exact: true }).waitFor();
});

test('a client and whether a person was there can be filtered by from the drawer', async () => {
  await page.goto(`${turnaway.url}/sign-ins`);
  await rows().first().getByRole('link').first().click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('link', { name: 'Firefox 144' }).click();
  await page.getByText('client is').waitFor();
  expect(new URL(page.url()).searchParams.get('client')).toBe('Firefox 144');
  await page.goto(`${turnaway.url}/?client=Firefox%20144&interactive=no`);
  await page.getByText('person at the screen is').waitFor();
});

test('the record as it was sent can be looked at, without what is secret in it, and that is written down', async () => {
  const sent = { ...record('zoe'), callbackUrl: 'https://app.example.com/cb?code=s3cr3t-code&state=1' };
  await send(sent);
  await page.goto(`${turnaway.url}/sign-ins?user=zoe@example.com`);
  await rows().first().getByRole('link').first().click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('button', { name: 'Show it' }).click();
  const shown = drawer.getByRole('region', { name: 'Original record' });
  await shown.getByText('"callbackUrl"').waitFor();
  const text = await shown.innerText();
  expect(text).toContain('zoe@example.com');
  expect(text).toContain('code=(masked)');
  expect(text).not.toContain('s3cr3t');
  expect(await findBarriers(page)).toEqual([]);
  await page.goto(`${turnaway.url}/settings/privacy`);
  await page.getByRole('link', { name: 'a record as it was sent' }).waitFor();
});

test('without Live the list stands still and says what is new', async () => {
  await page.goto(`${turnaway.url}/sign-ins`);
  expect(await liveSwitch().getAttribute('aria-checked')).toBe('false');
  await page
    .getByRole('banner')
    .getByText('Live', { exact: true })
    .or(page.locator('[data-status="live"]'))
    .first()
    .waitFor();
  await send(record('carol'));
  await page.getByText('1 new sign-in.').waitFor();
  expect(await rows().count()).toBe(5);
  await page.getByRole('button', { name: 'Show it' }).click();
  await expect.poll(() => rows().count()).toBe(6);
});

test('with Live new sign-ins come in at the top, and wait while one is read', async () => {
  await page.goto(`${turnaway.url}/sign-ins?app=Payroll`);
  await liveSwitch().click();
  await page.waitForURL(/live=1/);
  await page.getByText('New sign-ins come in at the top.').waitFor();
  await send(record('dora'));
  await rows().first().getByText('dora@example.com').waitFor();
  expect(await findBarriers(page)).toEqual([]);

  await rows().last().getByRole('link').first().click();
  const drawer = page.getByRole('dialog');
  await drawer.waitFor();
  await send(record('emil'));
  await page.getByText('1 new sign-in.').waitFor();
  expect(await rows().first().getByText('emil@example.com').count()).toBe(0);
  await page.keyboard.press('Escape');
  await rows().first().getByText('emil@example.com').waitFor();
  expect(new URL(page.url()).searchParams.get('live')).toBe('1');
});

test('Live says so when the connection is lost, and goes on when it is back', async () => {
  await page.route('**/api/live', (route) => route.abort());
  await page.goto(`${turnaway.url}/sign-ins?live=1`);
  await page.getByRole('alert').getByText('Live has stopped').waitFor();
  await page.unroute('**/api/live');
  await page.getByText('New sign-ins come in at the top.').waitFor();
});

test('Live is for the first page of a time that goes up to now', async () => {
  const from = new Date(Date.now() - 3_600_000).toISOString();
  await page.goto(`${turnaway.url}/sign-ins?live=1&from=${from}&to=${new Date().toISOString()}`);
  expect(await liveSwitch().isDisabled()).toBe(true);
  expect(await liveSwitch().getAttribute('aria-checked')).toBe('false');
});

test('nothing complained in the browser', () => {
  expect(complaints.filter((text) => !/ERR_FAILED/.test(text))).toEqual([]);
});
