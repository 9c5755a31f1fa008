import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../setup/open-browser.js';
import { type RunningTurnaway, repositoryRoot, runTurnaway } from '../setup/run-turnaway.js';
import { signIn } from '../setup/sign-in.js';

const folder = join(repositoryRoot, 'e2e/screenshots');
const demoTimeoutMs = 600_000;
const looks = [
  { name: 'phone-light', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { name: 'phone-dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  { name: 'tablet-light', viewport: { width: 768, height: 1024 }, colorScheme: 'light' },
  { name: 'desk-light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { name: 'desk-dark', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  { name: 'wide-light', viewport: { width: 2560, height: 1440 }, colorScheme: 'light' },
] as const;

/** Pages of an install with the demo's data, by the name of their picture; picked by the arguments, if there are any. */
async function pagesOf(turnaway: RunningTurnaway): Promise<Record<string, string>> {
  const first = async (by: string) => {
    const { items } = await turnaway.api<{ items: { key: string }[] }>(`/api/breakdown?by=${by}&limit=1`);
    return encodeURIComponent(items[0]?.key ?? '');
  };
  const { items: alerts } = await turnaway.api<{ items: { id: string }[] }>('/api/alerts?limit=1');
  return {
    overview: '/',
    'overview-30d-rate': '/?range=30d&by=app&metric=rate',
    errors: '/errors',
    'errors-by-code': '/errors?by=code',
    error: '/errors/entra/50126',
    'sign-ins': '/sign-ins',
    attempts: '/attempts',
    views: '/views',
    apps: '/breakdown/app',
    app: `/apps/${await first('app')}`,
    person: `/people/${await first('user')}`,
    address: `/addresses/${await first('ip')}`,
    explain: '/explain',
    catalog: '/catalog',
    'catalog-system': '/catalog?system=okta',
    entry: '/catalog/entra/50053',
    'unknown-codes': '/unknown-codes?range=30d',
    overrides: '/settings/overrides',
    batches: '/batches',
    feeds: '/feeds',
    alerts: '/alerts',
    ...(alerts[0] && { alert: `/alerts/${alerts[0].id}` }),
    rules: '/alerts/rules',
    'new-rule': '/alerts/rules/new',
    channels: '/alerts/channels',
    silences: '/alerts/silences',
    settings: '/settings',
    members: '/settings/members',
    tokens: '/settings/tokens',
    retention: '/settings/retention',
    privacy: '/settings/privacy',
  };
}

const turnaway = await runTurnaway({}, null, ['--demo']);
const browser = await openBrowser();
try {
  await demoCounted(turnaway);
  await mkdir(folder, { recursive: true });
  const wanted = process.argv.slice(2);
  const pages = Object.entries(await pagesOf(turnaway)).filter(
    ([name]) => wanted.length === 0 || wanted.includes(name),
  );
  for (const look of looks) await picture(browser, look, pages);
} finally {
  await browser.close();
  await turnaway.stop();
}

async function picture(browser: Browser, look: (typeof looks)[number], pages: [string, string][]) {
  const { name: lookName, ...options } = look;
  const page = await signIn(browser, turnaway, options);
  for (const [name, path] of pages) {
    await page.goto(`${turnaway.url}${path}`);
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: join(folder, `${name}-${lookName}.png`), fullPage: true });
    process.stdout.write(`${name}-${lookName}.png\n`);
  }
  await page.context().close();
}

/** Waits until the demo has been sent and counted. */
async function demoCounted({ said, api }: RunningTurnaway): Promise<void> {
  const giveUpAt = Date.now() + demoTimeoutMs;
  for (;;) {
    const { total } = await api<{ total: number }>('/api/batches?status=received&limit=1');
    if (said().includes('--demo: sent') && total === 0) return;
    if (Date.now() > giveUpAt) throw new Error(`the demo was not counted in time: ${said()}`);
    await wait(500);
  }
}
