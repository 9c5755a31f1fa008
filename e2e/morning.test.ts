import { gzipSync } from 'node:zlib';
import { batchEvents } from '@turnaway/cli/dist/simulate/batch-events.js';
import { simulateTraffic } from '@turnaway/cli/dist/simulate/simulate-traffic.js';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBarriers, openBrowser } from './setup/open-browser.js';
import { type RunningTurnaway, runTurnaway } from './setup/run-turnaway.js';
import { signIn } from './setup/sign-in.js';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const viewport = { width: 1440, height: 900 };
/** The client secret of one of the company's jobs ran out, 80 minutes before somebody looks. */
const brokenSince = new Date(Date.now() - 80 * minuteMs);
const brokenApp = 'Invoice Export';

let turnaway: RunningTurnaway;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [turnaway, browser] = await Promise.all([runTurnaway(), openBrowser()]);
  const now = new Date();
  const events = simulateTraffic({
    seed: 'morning',
    from: new Date(now.getTime() - 3 * dayMs),
    to: now,
    people: 150,
    recordsPerDay: 3_000,
    incidents: [{ name: 'expired-secret', from: brokenSince, to: now }],
  });
  const batchIds: string[] = [];
  for await (const { body } of batchEvents(events, { records: 2_000, bytes: 8_000_000 })) {
    batchIds.push(await turnaway.ingest(body));
  }
  await turnaway.counted(batchIds);
  page = await signIn(browser, turnaway, { viewport });
});
afterAll(async () => {
  await browser?.close();
  await turnaway?.stop();
});

// Somebody opens Turnaway at 9:02 because sign-ins fail. The tests go on from one another, as that person does.

test('the first screen says that it is real, since when, where, and whose move it is', async () => {
  const standsOut = page.getByRole('region', { name: 'What stands out' });
  const finding = standsOut.getByRole('listitem').filter({ hasText: /secret/i });
  await finding.waitFor();
  const said = await finding.innerText();
  expect(said).toContain(brokenApp);
  expect(said).toMatch(/developer/i);
  const since = await finding.locator('time').getAttribute('datetime');
  // The first failure comes within minutes of the secret's end: the job tries every two or three.
  expect(new Date(since ?? 0).getTime()).toBeGreaterThanOrEqual(brokenSince.getTime());
  expect(new Date(since ?? 0).getTime()).toBeLessThan(brokenSince.getTime() + 30 * minuteMs);
  await expectOnFirstScreen(finding);
  await expectOnFirstScreen(page.getByText('Success rate').first());
});

test('the number in the sentence is the number behind it', async () => {
  const finding = page
    .getByRole('region', { name: 'What stands out' })
    .getByRole('listitem')
    .filter({ hasText: /secret/i });
  const events = Number(/([\d,]+) times?/.exec(await finding.innerText())?.[1]?.replaceAll(',', ''));
  const { items } = await turnaway.api<{ items: { code: string; events: number }[] }>(
    '/api/errors?code=entra/7000222',
  );
  expect(items.map((item) => item.events)).toEqual([events]);
});

test('one click on, it says what to do, whom it hits and how it went', async () => {
  await page
    .getByRole('region', { name: 'What stands out' })
    .getByRole('link', { name: /7000222/ })
    .click();
  await page.waitForURL(/\/errors\/entra\/7000222/);
  expect(await page.getByLabel('Facts').innerText()).toMatch(/whose move\s+app developer/i);
  const steps = page.getByRole('region', { name: /^What to do/ }).getByRole('listitem');
  await expectOnFirstScreen(steps.first());
  const apps = page.getByRole('region', { name: 'Apps', exact: true });
  expect(await apps.innerText()).toContain(brokenApp);
  await page.getByRole('img', { name: /over time|in this period/ }).waitFor();
});

async function expectOnFirstScreen(thing: Locator): Promise<void> {
  const box = await thing.boundingBox();
  expect(box).not.toBeNull();
  expect((box?.y ?? Number.POSITIVE_INFINITY) + (box?.height ?? 0)).toBeLessThanOrEqual(viewport.height);
}

const pages = [
  '/',
  '/errors',
  '/errors?by=code',
  '/errors/entra/7000222',
  '/sign-ins',
  '/breakdown/app',
  `/apps/${encodeURIComponent(brokenApp)}`,
  `/people/${encodeURIComponent(brokenApp.toLowerCase())}`,
  '/addresses/192.0.2.200',
  '/explain',
  '/unknown-codes',
  '/batches',
  '/catalog',
  '/catalog/entra/50126',
  '/alerts',
  '/alerts/rules',
  '/alerts/rules/new',
  '/alerts/channels',
  '/alerts/silences',
  '/attempts',
  '/feeds',
  '/views',
  '/settings',
  '/settings/members',
  '/settings/tokens',
  '/settings/privacy',
  '/settings/retention',
  '/settings/overrides',
];
test.each(pages)('%s tells a screen reader where it is and what everything is', async (path) => {
  await page.goto(`${turnaway.url}${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.title()).not.toBe('');
  expect(await page.getByRole('main').count()).toBe(1);
  expect(await page.getByRole('navigation').first().getAttribute('aria-label')).not.toBeNull();
  expect(await findUnnamed(page)).toEqual([]);
  expect(await findHeadingJumps(page)).toEqual([]);
  expect(await findBarriers(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await findBarriers(page), 'in the dark').toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await findBarriers(page), 'on a phone').toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.setViewportSize(viewport);
});

test('the first page ships less than 300 kB of packed script, and no schemas', async () => {
  const html = await (await page.request.get(turnaway.url)).text();
  const names = new Set(html.match(/\/_next\/static\/chunks\/[\w.~-]+\.js/g));
  const scripts = await Promise.all(
    [...names].map(async (name) => (await page.request.get(turnaway.url + name)).body()),
  );
  expect(scripts.length).toBeGreaterThan(0);
  const packed = scripts.reduce((sum, script) => sum + gzipSync(script).length, 0);
  expect(packed).toBeLessThan(300_000);
  expect(scripts.filter((script) => script.includes('ZodError'))).toHaveLength(0);
});

/** What can be operated or read as a thing of its own, and has no name that a screen reader could say. */
function findUnnamed(on: Page): Promise<string[]> {
  return on.evaluate(() => {
    const textOf = (ids: string) =>
      ids
        .split(/\s+/)
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' ');
    const nameOf = (element: Element): string =>
      element.getAttribute('aria-label') ||
      textOf(element.getAttribute('aria-labelledby') ?? '') ||
      (element instanceof HTMLInputElement ||
      element instanceof HTMLSelectElement ||
      element instanceof HTMLTextAreaElement
        ? [...(element.labels ?? [])].map((label) => label.textContent).join(' ')
        : '') ||
      (element instanceof HTMLTableElement ? (element.caption?.textContent ?? '') : '') ||
      element.getAttribute('title') ||
      (['TABLE', 'SECTION', 'INPUT', 'SELECT', 'CANVAS'].includes(element.tagName)
        ? ''
        : (element.textContent ?? ''));
    return [
      ...document.querySelectorAll('a, button, input, select, textarea, table, section, canvas, [role]'),
    ]
      .filter((element) => {
        // What is hidden from everybody, or from screen readers, needs no name.
        const isHidden = element.closest('[aria-hidden="true"], [hidden]') !== null;
        const isInClosedDetails = element.closest('details:not([open])') !== null;
        const isQuiet = ['presentation', 'none', 'status', 'alert'].includes(
          element.getAttribute('role') ?? '',
        );
        return !isHidden && !isInClosedDetails && !isQuiet && nameOf(element).trim() === '';
      })
      .map((element) => element.outerHTML.slice(0, 160));
  });
}

/** Headings that skip a level: who goes through a page by its headings would look for what is not there. */
function findHeadingJumps(on: Page): Promise<string[]> {
  return on.evaluate(() => {
    const headings = [...document.querySelectorAll('main h1, main h2, main h3, main h4')];
    return headings
      .filter((heading, place) => {
        const before = headings[place - 1];
        return Number(heading.tagName[1]) > Number(before?.tagName[1] ?? 0) + 1;
      })
      .map((heading) => heading.outerHTML.slice(0, 160));
  });
}

test('what changes by itself or goes wrong is said aloud', async () => {
  await page.goto(`${turnaway.url}/explain`);
  await page.getByLabel('Text to explain').fill('AADSTS7000222');
  await page.keyboard.press('Enter');
  const answer = page.getByRole('status').filter({ hasText: /\S/ });
  await answer.first().waitFor();

  const gone = await signIn(browser, turnaway, { viewport });
  await gone.context().clearCookies();
  await gone.goto(`${turnaway.url}/sign-in`);
  await gone.getByLabel('Email').fill('nobody@example.com');
  await gone.getByLabel('Password').fill('not the password');
  await gone.getByRole('button', { name: 'Sign in' }).click();
  await gone.getByRole('alert').filter({ hasText: 'not right' }).waitFor();
  await gone.context().close();
});

test('a dialog has a name, takes the focus, and gives it back to the row that opened it', async () => {
  await page.goto(`${turnaway.url}/sign-ins?code=entra%2F7000222`);
  const opener = page.locator('main table tbody tr').first().getByRole('link').first();
  await opener.focus();
  await page.keyboard.press('Enter');
  await leaveDialog();
  await untilFocusIn(0);
});

test('a dialog that was open as the page came gives the focus to the row of what it showed', async () => {
  await page.goto(`${turnaway.url}/sign-ins?code=entra%2F7000222`);
  const third = page.locator('main table tbody tr').nth(2).getByRole('link').first();
  await page.goto(new URL((await third.getAttribute('href')) ?? '', turnaway.url).href);
  await leaveDialog();
  await untilFocusIn(2);
});

async function leaveDialog() {
  const dialog = page.getByRole('dialog', { name: /\S/ });
  await dialog.waitFor();
  await page.waitForFunction(() =>
    document.querySelector('[role=dialog], dialog')?.contains(document.activeElement),
  );
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
}

async function untilFocusIn(row: number) {
  await page.waitForFunction(
    (place) => document.querySelectorAll('main table tbody tr')[place]?.contains(document.activeElement),
    row,
  );
}
