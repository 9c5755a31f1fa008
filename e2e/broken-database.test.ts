import { engineUnreachableType } from '@turnaway/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBarriers, openBrowser } from './setup/open-browser.js';
import { runTurnawayOnOwnPostgres, type TurnawayOnOwnPostgres } from './setup/own-postgres.js';
import { apiToken } from './setup/run-turnaway.js';
import { signIn } from './setup/sign-in.js';

let own: TurnawayOnOwnPostgres;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [own, browser] = await Promise.all([runTurnawayOnOwnPostgres(), openBrowser()]);
  page = await signIn(browser, own.turnaway);
  await own.stopDatabase();
});
afterAll(async () => {
  await browser?.close();
  await own?.stop();
});

test('the API says that the database is away, to a token and to a browser alike', async () => {
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const credentials: Record<string, string>[] = [{ cookie }, { authorization: `Bearer ${apiToken}` }];
  for (const headers of credentials) {
    const response = await fetch(`${own.turnaway.url}/api/alerts`, { headers });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await response.json()).toMatchObject({ type: engineUnreachableType });
  }
});

test.each(['/', '/errors', '/sign-ins', '/alerts', '/settings/members'])(
  '%s says what is wrong and what still works, with no barrier',
  async (path) => {
    await page.goto(`${own.turnaway.url}${path}`);
    await page.getByRole('heading', { name: 'Turnaway’s database does not answer' }).waitFor();
    await page.getByText('turnaway explain').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await findBarriers(page), 'in the dark').toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await findBarriers(page), 'on a phone').toEqual([]);
    await page.setViewportSize({ width: 1440, height: 1000 });
    await page.emulateMedia({ colorScheme: 'light' });
  },
);

test('once the database is back, trying again brings the page', async () => {
  await page.goto(`${own.turnaway.url}/`);
  const again = page.getByRole('button', { name: 'Try again' });
  await again.waitFor();
  await own.startDatabase();
  // The connections of before are let go of one by one: until then, a page may say the same once more.
  await expect
    .poll(
      async () => {
        if (await again.isVisible()) await again.click();
        return page.getByRole('heading', { level: 1, name: 'Send the first sign-ins' }).isVisible();
      },
      { timeout: 30_000, interval: 500 },
    )
    .toBe(true);
  await own.turnaway.counted([await own.turnaway.ingest('{"resultType":"50126"}')]);
});
