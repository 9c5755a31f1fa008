import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectComplaints, findBarriers, openBrowser } from './setup/open-browser.js';
import { owner } from './setup/run-turnaway.js';
import { runWatchedTurnaway, type WatchedTurnaway } from './setup/watched-turnaway.js';

let turnaway: WatchedTurnaway;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  [turnaway, browser] = await Promise.all([runWatchedTurnaway(), openBrowser()]);
  page = await (await browser.newContext({ viewport: { width: 1440, height: 1000 } })).newPage();
  page.setDefaultTimeout(20_000);
  complaints = collectComplaints(page);
  // More groups than one page of the list holds.
  await turnaway.fails(
    ...Array.from({ length: 60 }, (_, number) => ({
      code: '53003',
      reason: 'Access was blocked by a policy.',
      app: `App ${number}`,
      user: 'ana@tidewater.example',
    })),
  );
  await turnaway.hasGroups(60);
});
afterAll(async () => {
  await browser?.close();
  await turnaway?.stop();
});

/** The group whose row has the focus; `null` if none has. */
const focused = () =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>('tr[data-group]')?.dataset.group ?? null);
const firstGroup = () => page.locator('tr[data-group]').first().getAttribute('data-group');

/** Goes on with Tab until the focus is on something with these words. */
async function tabTo(words: RegExp): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press('Tab');
    const { text, label } = await page.evaluate(() => ({
      text: document.activeElement?.textContent ?? '',
      label: document.activeElement?.getAttribute('aria-label') ?? '',
    }));
    if (words.test(text) || words.test(label)) return;
  }
  throw new Error(`Tab never came to ${words}`);
}

const status = () => page.getByRole('region', { name: 'Act on the selected' }).getByRole('status');

// From the door to a resolved error group without a pointer.

test('signing in takes Tab and Enter', async () => {
  await page.goto(turnaway.url);
  await page.waitForLoadState('networkidle');
  await page.getByLabel('Email').focus();
  await page.keyboard.type(owner.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(owner.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((address) => address.pathname === '/');
});

test('the palette leads to the errors', async () => {
  await page.waitForLoadState('networkidle');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('Errors');
  await page
    .getByRole('option', { name: /^Errors/ })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL((address) => address.pathname === '/errors');
  await page.locator('tr[data-group]').first().waitFor();
});

test('j and k walk the list, x selects, and a selection outlives the page of the list', async () => {
  await page.waitForLoadState('networkidle');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await expect.poll(focused).toBe(await firstGroup());
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect.poll(() => status().innerText()).toContain('2 error groups selected.');
  // Down to the last row: what turns the page comes after it.
  const rows = await page.locator('tr[data-group]').count();
  for (let row = 1; row < rows; row += 1) await page.keyboard.press('j');
  await tabTo(/^Next page/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/cursor=/);
  await page.getByRole('link', { name: 'First page' }).waitFor();
  await expect.poll(() => status().innerText()).toContain('2 error groups selected.');
  await tabTo(/^Select all of this page/);
  for (let row = 0; row < 50; row += 1) await page.keyboard.press('j');
  await tabTo(/^First page/);
  await page.keyboard.press('Enter');
  await page.waitForURL((address) => !address.search.includes('cursor'));
  await expect.poll(() => page.locator('tr[data-group] input:checked').count()).toBe(2);
});

test('a list shows as many rows as are asked for, and j walks on where a page ended', async () => {
  await page.getByRole('link', { name: 'Show 200 rows' }).click();
  await page.waitForURL(/rows=200/);
  await expect.poll(() => page.locator('tr[data-group]').count()).toBeGreaterThan(50);
  const fiftieth = page.locator('tr[data-group]').nth(49);
  await fiftieth.getByRole('link').first().focus();
  await page.keyboard.press('j');
  await expect.poll(focused).toBe(await page.locator('tr[data-group]').nth(50).getAttribute('data-group'));
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('link', { name: 'Show 50 rows' }).click();
  await page.waitForURL((address) => !address.search.includes('rows'));
  await expect.poll(() => page.locator('tr[data-group]').count()).toBe(50);
});

test('e resolves what is selected; the focus stays in the list, and z takes it back', async () => {
  const before = await firstGroup();
  await page.keyboard.press('j');
  await expect.poll(focused).toBe(before);
  await page.keyboard.press('e');
  await expect.poll(() => status().innerText()).toContain('2 error groups resolved.');
  await expect.poll(firstGroup).not.toBe(before);
  await expect.poll(focused).toBe(await firstGroup());
  await page.keyboard.press('z');
  await expect.poll(() => status().innerText()).toContain('2 error groups are as they were.');
});

test('i asks until when, and Escape leaves all as it is', async () => {
  await page.keyboard.press('j');
  await page.keyboard.press('i');
  await page.getByRole('dialog', { name: 'Ignore 1 error group' }).waitFor();
  expect(await findBarriers(page, '[role="dialog"]')).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});

test('the row with the focus opens with Enter, and e resolves it there', async () => {
  const first = page.locator('tr[data-group]').first();
  await first.getByRole('link').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/errors\/[^/]+\/[^/]+/);
  await page.getByRole('region', { name: /^History and comments/ }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  await page.locator('tr[data-group]').first().getByText('Resolved').waitFor();
  await page.getByRole('listitem').filter({ hasText: 'from ongoing to resolved' }).first().waitFor();
  expect(await findBarriers(page)).toEqual([]);
});

test('the keys of the list are told', async () => {
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys' });
  await help.getByText('Resolve what is selected, or else the row').waitFor();
  expect(await findBarriers(page, '[role="dialog"]')).toEqual([]);
  await page.keyboard.press('Escape');
});

test('no page complained of a script or of the content security policy', () => {
  expect(complaints).toEqual([]);
});
