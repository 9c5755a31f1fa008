import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectComplaints, findBarriers, openBrowser } from './setup/open-browser.js';
import { type RunningTurnaway, runTurnaway } from './setup/run-turnaway.js';
import { signIn } from './setup/sign-in.js';

let turnaway: RunningTurnaway;
let browser: Browser;
let page: Page;
let complaints: string[];

/** An hour ago: the time to answer is over. */
const start = Date.now() - 3_600_000;

function record(afterSeconds: number, errorCode: number, user: string, flow: string) {
  return {
    id: `${flow}-${afterSeconds}`,
    createdDateTime: new Date(start + afterSeconds * 1_000).toISOString(),
    userPrincipalName: `${user}@example.com`,
    userId: `id of ${user}`,
    appId: 'payroll',
    appDisplayName: 'Payroll',
    ipAddress: '192.0.2.1',
    correlationId: flow,
    isInteractive: true,
    status: { errorCode },
  };
}

beforeAll(async () => {
  [turnaway, browser] = await Promise.all([runTurnaway(), openBrowser()]);
  // The answer comes first, as it may: logs of an identity provider keep no order.
  const answer = await turnaway.ingest(JSON.stringify({ value: [record(14, 0, 'ada', 'flow-a')] }));
  const prompts = await turnaway.ingest(
    JSON.stringify({ value: [record(0, 50074, 'ada', 'flow-a'), record(60, 50074, 'grace', 'flow-g')] }),
  );
  await turnaway.counted([answer, prompts]);
  page = await signIn(browser, turnaway);
  complaints = collectComplaints(page);
});
afterAll(async () => {
  await browser?.close();
  await turnaway?.stop();
});

const dialog = () => page.getByRole('dialog');
const steps = () => dialog().getByRole('region', { name: 'The whole attempt' }).getByRole('listitem');

async function openRowOf(user: string): Promise<void> {
  await page.goto(`${turnaway.url}/sign-ins`);
  const row = page.locator('main table tbody tr').filter({ hasText: `${user}@example.com` });
  await row.getByRole('link').first().click();
  await dialog().waitFor();
}

test('a prompt that was answered says so, with the success as its last step', async () => {
  await openRowOf('ada');
  await dialog().getByRole('heading', { name: 'asked for MFA → signed in, 14 s' }).waitFor();
  expect(await steps().count()).toBe(2);
  expect(await steps().last().innerText()).toMatch(/\+14 s[\s\S]*entra\/0/);
  expect(await findBarriers(page)).toEqual([]);
});

test('in the drawer, k and j go to the sign-in above and below, and Esc back to the list', async () => {
  await page.keyboard.press('k');
  await dialog().getByRole('heading', { name: 'asked for MFA → abandoned' }).waitFor();
  expect(await dialog().innerText()).toContain('Nobody answered the prompt within 10 minutes.');
  await page.keyboard.press('j');
  await dialog()
    .getByRole('heading', { name: /signed in, 14 s/ })
    .waitFor();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });
  expect(new URL(page.url()).searchParams.has('id')).toBe(false);
});

test('a prompt that nobody answered is counted as abandoned, and never as a failure', async () => {
  const counts = () =>
    turnaway.api<{ counts: Record<string, number> }>('/api/attempts?limit=1').then((answer) => answer.counts);
  await expect.poll(counts, { timeout: 90_000, interval: 500 }).toEqual({
    prompted: 2,
    succeeded: 1,
    failed: 0,
    abandoned: 1,
    unresolved: 0,
    medianAnswerMs: 14_000,
  });
  await page.goto(turnaway.url);
  const number = page.getByRole('link', { name: /^Abandoned prompts/ });
  expect(await number.innerText()).toMatch(/Abandoned prompts\s*1\s*of 2/);
  expect(await page.getByRole('link', { name: /^Success rate/ }).innerText()).toMatch(/100\.0\s*%/);
  await number.click();
  await page.waitForURL(/\/attempts\?.*result=abandoned/);
  const rows = page.locator('main table tbody tr');
  expect(await rows.allInnerTexts()).toEqual([expect.stringContaining('grace@example.com')]);
  expect(await findBarriers(page)).toEqual([]);
  await rows.getByRole('link').first().click();
  await dialog().getByRole('heading', { name: 'asked for MFA → abandoned' }).waitFor();
});

test('the page of a prompt says how many went on to sign in, and how long that took', async () => {
  await page.goto(`${turnaway.url}/errors/entra/50074`);
  await page
    .getByText(
      'Of 2 attempts that came to this prompt last, 50% went on to sign in, median 14 s; 50% were abandoned and 0% refused.',
    )
    .waitFor();
  expect(complaints).toEqual([]);
});
