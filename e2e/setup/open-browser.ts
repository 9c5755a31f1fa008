import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { z } from 'zod';

/** Chromium's path; `npm test` finds it or installs it. */
const browserPath = z.string().default('/usr/bin/chromium').parse(process.env.TURNAWAY_BROWSER);
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser with a fresh profile. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath, args: flags });
}

/** Collects what a page complains about: errors of scripts, and what the content security policy refused. */
export function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A refused sign-in is part of the story; its status is not a complaint of the page.
    if (message.type() === 'error' && !message.text().includes('status of 401'))
      complaints.push(message.text());
  });
  return complaints;
}

/** Serious and critical findings of axe on the page as it stands, or in a part of it that lies over the rest. */
export async function findBarriers(page: Page, within = 'html'): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .include(within)
    .withTags(['wcag2a', 'wcag2aa', 'wcag22aa'])
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}
