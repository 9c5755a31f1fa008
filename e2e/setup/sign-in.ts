import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { owner, type RunningTurnaway } from './run-turnaway.js';

/** A page of its own, signed in as the owner, with the overview open. */
export async function signIn(
  browser: Browser,
  { url }: Pick<RunningTurnaway, 'url'>,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('Email').fill(owner.email);
  await page.getByLabel('Password').fill(owner.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((address) => address.pathname !== '/sign-in');
  return page;
}
