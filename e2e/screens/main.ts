import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../setup/open-browser.js';
import { repositoryRoot } from '../setup/run-turnaway.js';
import { signIn } from '../setup/sign-in.js';
import { type Install, installs } from './installs.js';
import { pagesOf } from './pages.js';

const folder = join(repositoryRoot, 'e2e/screenshots');
const sizes = {
  phone: { width: 390, height: 844 },
  tablet: { width: 768, height: 1024 },
  desk: { width: 1440, height: 900 },
  wide: { width: 2560, height: 1440 },
};
const themes = ['light', 'dark'] as const;

// Arguments pick installs, pages, sizes and themes by name; of what is not picked, all are taken.
const given = process.argv.slice(2);
const picked = (names: readonly string[]) => {
  const among = names.filter((name) => given.includes(name));
  return among.length === 0 ? names : among;
};

const browser = await openBrowser();
try {
  for (const name of picked(Object.keys(installs))) {
    const install = await installs[name]?.();
    if (install === undefined) continue;
    try {
      await takePictures(browser, install, join(folder, name));
    } finally {
      await install.stop();
    }
  }
} finally {
  await browser.close();
}

async function takePictures(browser: Browser, install: Install, into: string) {
  await mkdir(into, { recursive: true });
  const { turnaway } = install;
  const pages = await pagesOf(turnaway);
  const names = picked(pages.map(([name]) => name));
  const page = await signIn(browser, turnaway);
  await install.beforePictures?.();
  for (const size of picked(Object.keys(sizes)) as (keyof typeof sizes)[]) {
    await page.setViewportSize(sizes[size]);
    for (const theme of picked(themes) as (typeof themes)[number][]) {
      await page.emulateMedia({ colorScheme: theme });
      for (const [name, path] of pages) {
        if (!names.includes(name)) continue;
        await page.goto(`${turnaway.url}${path}`);
        // The stream of live numbers never ends: what is awaited is the page, its fonts and its chart.
        await page.waitForLoadState('load');
        // A chart is drawn once it is looked at.
        for (const figure of await page.locator('figure').all()) await figure.scrollIntoViewIfNeeded();
        await page.evaluate(() => scrollTo(0, 0));
        await page.waitForTimeout(700);
        await page.screenshot({ path: join(into, `${name}-${size}-${theme}.png`), fullPage: true });
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        const remark = tooWide > 0 ? ` (${tooWide} px too wide)` : '';
        process.stdout.write(`${name}-${size}-${theme}.png${remark}\n`);
      }
    }
  }
  await page.context().close();
}
