import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectComplaints, findBarriers, openBrowser } from './setup/open-browser.js';
import { type RunningTurnaway, repositoryRoot, runTurnaway } from './setup/run-turnaway.js';
import { signIn } from './setup/sign-in.js';

const exampleFile = join(repositoryRoot, 'examples/entra-signins.ndjson');
/** A name that a spreadsheet would run. */
const formulaName = '=HYPERLINK("http://example.com")@example.com';

let turnaway: RunningTurnaway;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  [turnaway, browser] = await Promise.all([runTurnaway(), openBrowser()]);
  const example = await readFile(exampleFile, 'utf8');
  const batches = [await turnaway.ingest(example), await turnaway.ingest(fromStranger(example))];
  await turnaway.counted(batches);
  page = await signIn(browser, turnaway, { timezoneId: 'Europe/Berlin' });
  complaints = collectComplaints(page);
});
afterAll(async () => {
  await browser?.close();
  await turnaway?.stop();
});

/** One of the example's wrong passwords, by someone who chose a name with care. */
function fromStranger(example: string): string {
  const line = example.split('\n').find((text) => /"resultType":"?50126"?/.test(text)) ?? '';
  const record = JSON.parse(line) as { properties: Record<string, unknown> };
  const id = '00000000-0000-4000-8000-000000000001';
  return JSON.stringify({
    ...record,
    properties: { ...record.properties, id, correlationId: id, userPrincipalName: formulaName },
  });
}

const turnedAway = () => page.getByRole('link', { name: /^Turned away/ });

test('the grid adds up, and a field of it narrows the whole page', async () => {
  await page.goto(turnaway.url);
  const grid = page.getByRole('region', { name: 'Failures by cause and source' });
  const row = grid.getByRole('row').filter({ hasText: 'Wrong credential' });
  const cell = row.getByRole('cell').getByRole('link').first();
  const failures = await cell.innerText();
  await cell.click();
  await page.waitForURL(/cause=user-credential&source=identity-provider/);
  await page.getByText('cause is').waitFor();
  expect(await turnedAway().innerText()).toContain(failures);
});

test('a part of the trend is drawn out with the mouse, and the numbers follow', async () => {
  await page.goto(turnaway.url);
  const before = await turnedAway().innerText();
  // A picture until it is pointed at.
  await page.getByRole('img', { name: /over time/ }).hover();
  const chart = page.locator('canvas');
  await chart.waitFor();
  const box = await chart.boundingBox();
  if (box === null) throw new Error('expected a chart');
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await page.waitForURL(/from=.*&to=/);
  const query = new URL(page.url()).searchParams;
  const lengthMs = Date.parse(query.get('to') ?? '') - Date.parse(query.get('from') ?? '');
  expect(lengthMs).toBeGreaterThan(3_600_000);
  expect(lengthMs).toBeLessThan(8 * 3_600_000);
  await expect.poll(() => turnedAway().innerText()).not.toBe(before);
});

test('the trend turns from numbers to rates, and keeps what it is stacked by', async () => {
  await page.goto(`${turnaway.url}/?by=app`);
  await page.getByRole('navigation', { name: 'Measure' }).getByRole('link', { name: 'rate' }).click();
  await page.getByRole('heading', { name: 'Failure rate, by app' }).waitFor();
  expect(page.url()).toContain('by=app');
});

test('the time is chosen in any time zone, and compared with the same weekdays before', async () => {
  await page.goto(turnaway.url);
  await page.waitForLoadState('networkidle');
  await page.getByRole('button', { name: /^Last 24 hours/ }).click();
  const menu = page.getByRole('dialog');
  await menu.getByRole('combobox', { name: 'Time zone' }).fill('Asia/Kolkata');
  expect(await findBarriers(page, '[role="dialog"]')).toEqual([]);
  await menu.getByRole('button', { name: 'Use' }).click();
  await page.waitForURL(/tz=Asia%2FKolkata/);
  await page.getByRole('button', { name: /Asia\/Kolkata/ }).click();
  await menu.getByRole('link', { name: 'the same weekdays before' }).click();
  await page.waitForURL(/compare=week/);
  await page.getByRole('button', { name: /same weekdays/ }).click();
  await menu.getByLabel('From', { exact: true }).fill('2026-01-05T09:00');
  await menu.getByLabel('To', { exact: true }).fill('2026-01-05T10:00');
  await menu.getByRole('button', { name: 'Show' }).click();
  await page.waitForURL(/from=2026-01-05T03%3A30/);
  expect(page.url()).toContain('to=2026-01-05T04%3A30');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Errors' }).click();
  await page.waitForURL(/\/errors\?/);
  expect(page.url()).toContain('tz=Asia%2FKolkata');
  expect(page.url()).toContain('compare=week');
});

test('a table is taken along as CSV, and no name in it is a formula', async () => {
  await page.goto(`${turnaway.url}/sign-ins?code=entra%2F50126`);
  const total = Number(/(\d+) sign-ins/.exec(await page.locator('main').innerText())?.[1]);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'All sign-ins as CSV' }).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  const lines = csv.trim().split('\r\n');
  expect(lines[0]).toContain('occurred_at,code,meaning');
  expect(lines.length - 1).toBe(total);
  expect(csv.split('\r\n').find((line) => /hyperlink/i.test(line)) ?? '').toMatch(/,"'=HYPERLINK\(/i);
  const json = await page.evaluate(async () => {
    const answer = await fetch('/export/errors.json');
    return (await answer.json()) as unknown[];
  });
  const errors = await turnaway.api<{ total: number }>('/api/errors');
  expect(json).toHaveLength(errors.total);
});

test('the columns of sign-ins are chosen, a file has the same ones, and the choice is kept', async () => {
  await page.goto(`${turnaway.url}/sign-ins`);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitem', { name: 'Cause' }).click();
  await page.waitForURL(/columns=user%2Capp%2Ccode%2Cip%2Ccountry$/);
  await page.getByRole('menuitem', { name: 'Device' }).click();
  await page.waitForURL(/columns=user%2Capp%2Ccode%2Cip%2Ccountry%2Cdevice$/);
  await page.getByRole('columnheader', { name: 'Device' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.goto(`${turnaway.url}/sign-ins`);
  expect(await page.getByRole('columnheader').allInnerTexts()).toEqual([
    'When',
    'Person',
    'App',
    'What happened',
    'Address',
    'Country',
    'Device',
  ]);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'All sign-ins as CSV' }).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  expect(csv.slice(1).split('\r\n')[0]).toBe(
    'occurred_at,code,meaning,outcome,user,user_id,app,app_id,ip,country,device',
  );
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitem', { name: 'The usual columns' }).click();
  await page.getByRole('columnheader', { name: 'Cause' }).waitFor();
  await page.keyboard.press('Escape');
});

test('a table is read by keys alone, and the keys are told', async () => {
  await page.goto(`${turnaway.url}/errors`);
  await page.waitForLoadState('networkidle');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  const first = page.locator('main tbody tr').first();
  expect(await first.evaluate((row) => row.contains(document.activeElement))).toBe(true);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'hidden' });
  await first.getByRole('link').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/errors\/entra\//);
});

test('a person, an app and an address each have a page with what to do next', async () => {
  for (const [by, path] of [
    ['user', '/people/'],
    ['app', '/apps/'],
    ['ip', '/addresses/'],
  ] as const) {
    await page.goto(`${turnaway.url}/breakdown/${by}`);
    await page.locator('main tbody tr').first().getByRole('link').click();
    await page.waitForURL((url) => url.pathname.startsWith(path));
    await page.getByRole('heading', { name: 'What to do next' }).waitFor();
    await page.getByRole('heading', { name: 'Recent sign-ins' }).waitFor();
    expect(await findBarriers(page), path).toEqual([]);
  }
});

test('an app whose secret has run out is told so first', async () => {
  const { items } = await turnaway.api<{ items: { topApp: string }[] }>('/api/errors?code=entra%2F7000222');
  await page.goto(`${turnaway.url}/apps/${encodeURIComponent(items[0]?.topApp ?? '')}`);
  const next = page.getByRole('region', { name: 'What to do next' }).getByRole('listitem').first();
  expect(await next.innerText()).toContain('secret');
});

test('no page complained of a script or of the content security policy', () => {
  expect(complaints).toEqual([]);
});
