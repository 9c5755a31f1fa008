import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectComplaints, findBarriers, openBrowser } from './setup/open-browser.js';
import { owner } from './setup/run-turnaway.js';
import { signIn } from './setup/sign-in.js';
import { runWatchedTurnaway, type WatchedTurnaway } from './setup/watched-turnaway.js';

const failure = {
  code: '700027',
  reason: 'The certificate that the app signed with is not known.',
  app: 'Ledger Sync',
  user: 'ana@tidewater.example',
};

let turnaway: WatchedTurnaway;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  [turnaway, browser] = await Promise.all([runWatchedTurnaway(), openBrowser()]);
  page = await signIn(browser, turnaway);
  complaints = collectComplaints(page);
});
afterAll(async () => {
  await browser?.close();
  await turnaway?.stop();
});

// One error group's life, in order: each test goes on where the one before ended.

const row = () => page.getByRole('row').filter({ hasText: failure.app });
const tab = (name: RegExp) => page.getByRole('navigation', { name: 'State' }).getByRole('link', { name });
const history = () => page.getByRole('region', { name: /^History and comments/ });

/** Reloads until the page has it: error groups follow what is counted within seconds. */
async function untilShown(path: string, what: () => ReturnType<typeof row>): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.goto(`${turnaway.url}${path}`);
        return what().count();
      },
      { timeout: 60_000, interval: 500 },
    )
    .toBeGreaterThan(0);
  await page.waitForLoadState('networkidle');
}

test('an error that was never seen before is new, and what was there all along is not', async () => {
  await turnaway.fails(failure);
  await untilShown('/errors?state=new', row);
  expect(await row().innerText()).toContain('entra/700027');
  expect(await page.locator('tr[data-group]').count()).toBe(1);
  expect(await findBarriers(page)).toEqual([]);
});

test('whoever takes it up has it, and it is no longer new', async () => {
  await row().getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Assign…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Assign 1 error group' });
  await dialog.getByRole('button', { name: 'Assign' }).and(page.locator(':enabled')).click();
  await page.getByText(`1 error group given to ${owner.email}.`).waitFor();
  await tab(/^Mine 1/).click();
  await page.waitForURL(/state=mine/);
  await row().getByText('Ongoing').waitFor();
  expect(await row().innerText()).toContain(owner.email);
});

test('what was found is written down where the next one looks', async () => {
  await row().getByRole('link').first().click();
  await page.waitForURL(/\/errors\/entra\/700027/);
  await history().getByLabel('Comment').fill('The certificate was renewed; the app has the old one.');
  await history().getByRole('button', { name: 'Comment' }).click();
  await history().getByRole('listitem').filter({ hasText: 'has the old one' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
});

test('it is resolved on its page, taken back, and resolved again', async () => {
  await page.getByRole('button', { name: 'Resolve' }).click();
  await page.getByText('1 error group resolved.').waitFor();
  await row().getByText('Resolved').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await row().getByText('Ongoing').waitFor();
  await page.getByRole('button', { name: 'Resolve' }).click();
  await row().getByText('Resolved').waitFor();
  await page.goto(`${turnaway.url}/errors`);
  expect(await row().count()).toBe(0);
});

test('a log of before that comes in late leaves it resolved; when it happens again it has regressed', async () => {
  await turnaway.fails({ ...failure, user: 'bo@tidewater.example', at: new Date(Date.now() - 3_600_000) });
  // A second group, so that there is something to wait for: once it is there, the late log was looked at.
  await turnaway.fails({ ...failure, app: 'Ledger Audit' });
  await untilShown('/errors?state=new', () => page.getByRole('row').filter({ hasText: 'Ledger Audit' }));
  await untilShown('/errors?state=resolved', row);

  await turnaway.fails({ ...failure, user: 'cy@tidewater.example' });
  await untilShown('/errors?state=regressed', row);
  await row().getByRole('link').first().click();
  await history().waitFor();
  const told = (await history().getByRole('listitem').allInnerTexts()).map((text) =>
    text.replace(/\s+/g, ' '),
  );
  expect(told[0]).toContain('By itself from resolved to regressed');
  expect(told.at(-1)).toContain('By itself is new');
  expect(told.join(' ')).toContain(`${owner.email} gave it to ${owner.email}`);
});

test('no page complained of a script or of the content security policy', () => {
  expect(complaints).toEqual([]);
});
