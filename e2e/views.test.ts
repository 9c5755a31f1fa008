import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectComplaints, findBarriers, openBrowser } from './setup/open-browser.js';
import { owner, type RunningTurnaway, repositoryRoot, runTurnaway } from './setup/run-turnaway.js';
import { signIn } from './setup/sign-in.js';

const viewer = { email: 'viewer@example.com', password: 'another password for tests' };
const pseudonym = /person [0-9A-F]{4}-[0-9A-F]{4}/;

let turnaway: RunningTurnaway;
let browser: Browser;
/** The owner's browser, and that of a viewer who was invited. */
let page: Page;
let other: Page;
let complaints: string[];
/** The person who was turned away most. */
let person: string;
/** The link of the view that the owner saved. */
let link: string;

beforeAll(async () => {
  [turnaway, browser] = await Promise.all([runTurnaway(), openBrowser()]);
  const example = await readFile(join(repositoryRoot, 'examples/entra-signins.ndjson'), 'utf8');
  await turnaway.counted([await turnaway.ingest(example)]);
  const people = await turnaway.api<{ items: { key: string }[] }>('/api/breakdown?by=user&limit=50');
  // A workload is called as its app is, which everybody may see.
  person = people.items.find(({ key }) => key.includes('@'))?.key ?? 'nobody';
  page = await signIn(browser, turnaway);
  complaints = collectComplaints(page);
});
afterAll(async () => {
  await browser?.close();
  await turnaway?.stop();
});

/** Whether a name is anywhere in a page, shown or not. */
async function names(of: Page, name: string): Promise<boolean> {
  return (await of.content()).toLowerCase().includes(name.toLowerCase());
}

const countOf = (of: Page) => of.getByText(/^[\d,]+ sign-ins?\b/).first();

test('an owner invites a viewer by a link, who chooses a password and is in', async () => {
  await page.goto(`${turnaway.url}/settings/members`);
  await page.getByLabel('Email').fill(viewer.email);
  await page.getByLabel('Role', { exact: true }).selectOption('viewer');
  await page.getByRole('button', { name: 'Make an invitation link' }).click();
  const shown = page.getByRole('dialog').locator('code, pre').first();
  await shown.waitFor();
  const invitation = (await shown.innerText()).trim();
  await page.getByRole('button', { name: 'I have kept it' }).click();
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
  other = await context.newPage();
  other.setDefaultTimeout(20_000);
  await other.goto(invitation);
  await other.getByLabel('Your name').fill('Vera Viewer');
  await other.getByLabel('Password').fill(viewer.password);
  await other.getByRole('button', { name: 'Join' }).click();
  await other.waitForURL((address) => address.pathname === '/');
  await page.reload();
  await page.getByRole('row').filter({ hasText: viewer.email }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
});

test('a view saved in one browser opens in another with the same numbers, and pseudonyms in place of names', async () => {
  await page.goto(`${turnaway.url}/sign-ins?user=${encodeURIComponent(person)}&range=7d`);
  const counted = await countOf(page).innerText();
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByLabel('Name').fill('One person’s week');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(/view=/);
  await page.getByRole('link', { name: 'One person’s week' }).waitFor();
  link = `/views/${new URL(page.url()).searchParams.get('view')}`;
  await other.goto(turnaway.url + link);
  await other.getByRole('link', { name: 'One person’s week' }).waitFor();
  expect(await countOf(other).innerText()).toBe(counted);
  await other.getByText(pseudonym).first().waitFor();
  expect(await names(other, person)).toBe(false);
  expect(await findBarriers(other)).toEqual([]);
});

test('a pseudonym leads to its person’s page, whose numbers are right', async () => {
  await other.goto(turnaway.url + link);
  await other.waitForURL(/view=/);
  const key = new URL(other.url()).searchParams.get('user') ?? '';
  const numbers = async (of: Page, name: string) => {
    await of.goto(`${turnaway.url}/people/${encodeURIComponent(name)}?range=7d`);
    return of.getByRole('link', { name: /^Turned away/ }).innerText();
  };
  expect(await numbers(other, key)).toBe(await numbers(page, person));
  expect(await names(other, person)).toBe(false);
});

test('a view that was narrowed says so, and its link opens it as it was saved', async () => {
  await page.goto(turnaway.url + link);
  await page.waitForURL(/view=/);
  await page.goto(page.url().replace('range=7d', 'range=1h'));
  await page.getByText(', changed').waitFor();
  await page.goto(turnaway.url + link);
  await page.waitForURL(/range=7d/);
  expect(await page.getByText(', changed').count()).toBe(0);
});

test('a viewer is offered no change, and is refused one', async () => {
  for (const path of ['/sign-ins', '/feeds', '/alerts/silences', '/settings/members', '/views']) {
    await other.goto(turnaway.url + path);
    await other.getByRole('heading', { level: 1 }).waitFor();
    const buttons = await other.getByRole('main').getByRole('button').allInnerTexts();
    const changes = /save|new |make|remove|delete|rename|invite|turn o|revoke|silence|try rejects/i;
    expect(
      buttons.filter((name) => changes.test(name)),
      path,
    ).toEqual([]);
  }
  await other.goto(`${turnaway.url}/settings/tokens`);
  await other.getByText('You cannot see the API tokens').waitFor();
  await other.getByText(owner.email).waitFor();
  const status = await other.evaluate(async () => {
    const response = await fetch('/api/feeds', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'planted' }),
    });
    return response.status;
  });
  expect(status).toBe(403);
  await other.goto(`${turnaway.url}/people/${encodeURIComponent(person)}`);
  await other.getByText('You cannot see this').waitFor();
});

test('an owner who sees pseudonyms looks behind one, and the log says who, at what and why, not the name', async () => {
  await turnaway.api('/api/workspace', {
    method: 'PATCH',
    body: JSON.stringify({ privacy: { owner: 'pseudonyms' } }),
  });
  await page.goto(turnaway.url + link);
  await page.waitForURL(/view=/);
  await page.getByText(pseudonym).first().waitFor();
  expect(await names(page, person)).toBe(false);
  const key = new URL(page.url()).searchParams.get('user') ?? '';
  await page.goto(`${turnaway.url}/people/${encodeURIComponent(key)}`);
  await page.getByRole('button', { name: 'Reveal' }).click();
  await page.getByLabel('Why you look').fill('Called the help desk');
  await page.getByRole('button', { name: 'Reveal and write it down' }).click();
  await page.locator('output').filter({ hasText: person.toLowerCase() }).waitFor();
  await page.goto(`${turnaway.url}/settings/privacy`);
  const row = page.getByRole('row').filter({ hasText: 'Called the help desk' });
  expect(await row.innerText()).toMatch(pseudonym);
  expect(await row.innerText()).toContain(owner.email);
  expect(await names(page, person)).toBe(false);
  expect(await findBarriers(page)).toEqual([]);
  expect(complaints).toEqual([]);
});
