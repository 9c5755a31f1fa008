import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectComplaints, findBarriers, openBrowser } from './setup/open-browser.js';
import { type RunningTurnaway, repositoryRoot, runTurnaway } from './setup/run-turnaway.js';
import { signIn } from './setup/sign-in.js';

const exampleFile = join(repositoryRoot, 'examples/entra-signins.ndjson');
/** A number that Entra does not use, near one that it does. */
const unknownCode = '5012699';
const providerWords = 'The made-up gate did not open for this account.';

let turnaway: RunningTurnaway;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  [turnaway, browser] = await Promise.all([runTurnaway(), openBrowser()]);
  const example = await readFile(exampleFile, 'utf8');
  const batches = [await turnaway.ingest(example), await turnaway.ingest(withUnknownCode(example))];
  await turnaway.counted(batches);
  page = await signIn(browser, turnaway, { permissions: ['clipboard-read', 'clipboard-write'] });
  complaints = collectComplaints(page);
});
afterAll(async () => {
  await browser?.close();
  await turnaway?.stop();
});

/** Three of the example's wrong passwords, told once more under a code that the catalog does not have. */
function withUnknownCode(example: string): string {
  const lines = example.split('\n').filter((line) => /"resultType":"?50126"?/.test(line));
  return lines
    .slice(0, 3)
    .map((line, place) => {
      const record = JSON.parse(line) as { properties: Record<string, unknown> };
      const id = `00000000-0000-4000-8000-00000000000${place}`;
      const status = { errorCode: Number(unknownCode), failureReason: providerWords };
      return JSON.stringify({
        ...record,
        resultType: unknownCode,
        resultDescription: providerWords,
        correlationId: id,
        properties: { ...record.properties, id, correlationId: id, status },
      });
    })
    .join('\n');
}

/** Opens the palette by its keys, once the page listens to them. */
async function openPalette() {
  await page.waitForLoadState('networkidle');
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search or explain' });
  await palette.waitFor();
  return palette;
}

test('a code is explained by keys alone, from any page, and leads to whom it hits here', async () => {
  await page.goto(`${turnaway.url}/feeds`);
  const palette = await openPalette();
  const { x = 0, width = 0 } = (await palette.boundingBox()) ?? {};
  expect(Math.abs(x + width / 2 - 720), 'the palette lies in the middle').toBeLessThan(12);
  await page.keyboard.type('50126');
  const answer = palette.getByRole('option', { name: /entra\/50126/ }).first();
  await answer.waitFor();
  await palette
    .getByText(/seen \d+ times/)
    .first()
    .waitFor();
  await expect.poll(() => answer.getAttribute('aria-selected')).toBe('true');
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/errors\/entra\/50126/);
  await page.getByRole('region', { name: /^What to do/ }).waitFor();
});

test('a pasted message is explained in full, with what it names pulled out and never in the address', async () => {
  const correlationId = '4e1f7a52-0000-4000-8000-5d1f0c2b9a11';
  await openPalette();
  await page.keyboard.insertText(
    `AADSTS50053: The account ada@example.com is locked. Correlation ID: ${correlationId}`,
  );
  await page
    .getByRole('option', { name: /entra\/50053/ })
    .first()
    .waitFor();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/explain$/);
  const named = page.getByRole('region', { name: 'Named in the text' });
  await named.waitFor();
  expect(await named.innerText()).toContain('ada@example.com');
  expect(await named.innerText()).toContain(correlationId);
  expect(await page.getByRole('heading', { level: 2, name: /lock/i }).count()).toBeGreaterThan(0);
  await page.getByText('One code, several causes').first().waitFor();
  expect(await findBarriers(page)).toEqual([]);
});

test('a text that nothing explains is answered with that, and with what comes nearest', async () => {
  const box = page.getByLabel('Text to explain');
  await box.fill('qqzzx blorf 4711-zz');
  await box.press('Enter');
  await page.getByText('The catalog has no certain answer to this').waitFor();
});

test('an entry that no source confirms says so wherever it is shown', async () => {
  const recalled = await turnaway.api<{ items: { system: string; code: string; title: string }[] }>(
    '/api/catalog?confidence=recalled&limit=200',
  );
  const entry = recalled.items.find(({ code }) => /^[\w.-]{5,}$/.test(code));
  if (entry === undefined) throw new Error('expected an entry that is recalled');
  const { system, code } = entry;
  await page.goto(`${turnaway.url}/catalog?system=${system}&confidence=recalled`);
  const row = page
    .getByRole('row')
    .filter({ hasText: `${system}/${code}` })
    .first();
  expect(await row.innerText()).toContain('unconfirmed');
  await page.goto(`${turnaway.url}/catalog/${system}/${code}`);
  await page.getByText('unconfirmed').first().waitFor();
  await page.goto(`${turnaway.url}/explain`);
  await page.getByLabel('Text to explain').fill(`${system}/${code}`);
  await page.getByLabel('Text to explain').press('Enter');
  await page.getByText('unconfirmed').first().waitFor();
  await openPalette();
  await page.keyboard.type(`${system}/${code}`);
  await page
    .getByRole('option', { name: /unconfirmed/ })
    .first()
    .waitFor();
  await page.keyboard.press('Escape');
});

test('a decision about a code moves the numbers of all history, and dropping it moves them back', async () => {
  const failures = async () =>
    (await turnaway.api<{ counts: { failures: number } }>('/api/summary')).counts.failures;
  const turnedAway = page.getByRole('link', { name: /^Turned away/ });
  const before = await failures();
  const { events } = await turnaway.api<{ events: number }>('/api/errors/entra/50126');
  await page.goto(turnaway.url);
  expect(await turnedAway.innerText()).toContain(before.toLocaleString('en-US'));

  await page.goto(`${turnaway.url}/errors/entra/50126`);
  await page.getByRole('button', { name: 'Decide differently here' }).click();
  const form = page.getByRole('dialog', { name: 'Decide about entra/50126' });
  await form.getByLabel('Outcome').selectOption({ label: 'Expected prompt' });
  await form.getByLabel('Why').fill('A monitor tries this account with an old password.');
  expect(await findBarriers(page)).toEqual([]);
  await form.getByRole('button', { name: 'Decide' }).click();
  await page.getByRole('region', { name: 'Decided here: entra/50126' }).waitFor();
  expect(await failures()).toBe(before - events);
  await page.goto(turnaway.url);
  expect(await turnedAway.innerText()).toContain((before - events).toLocaleString('en-US'));

  await page.goto(`${turnaway.url}/settings/overrides`);
  const row = page.getByRole('row').filter({ hasText: 'entra/50126' });
  expect(await row.innerText()).toContain('A monitor tries this account');
  await row.getByRole('button', { name: 'Drop' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Drop' }).click();
  await page.getByText('Nothing was decided here').waitFor();
  expect(await failures()).toBe(before);
  await page.goto(turnaway.url);
  expect(await turnedAway.innerText()).toContain(before.toLocaleString('en-US'));
});

test('an unknown code is listed with the words of its system, what is near, and a draft to copy', async () => {
  await page.goto(turnaway.url);
  await page.getByRole('link', { name: /^Unknown codes 1/ }).click();
  const item = page.getByRole('region', { name: `entra/${unknownCode}` });
  await item.waitFor();
  expect(await item.innerText()).toContain(providerWords);
  expect(await item.innerText()).toContain('3 events');
  await item.getByText('A draft of its entry').click();
  await item.getByRole('button', { name: 'Copy' }).click();
  await item.getByText('Copied').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(`code: "${unknownCode}"`);
  expect(copied).toContain('reason:');
  expect(await findBarriers(page)).toEqual([]);
});

test('a file holds all of a long list, not only what is read before it is sent', async () => {
  const { total } = await turnaway.api<{ total: number }>('/api/catalog?limit=1');
  const file = await page.request.get(`${turnaway.url}/export/catalog.json`);
  expect((await file.json()) as unknown[]).toHaveLength(total);
});

test('no page complained of a script or of the content security policy', () => {
  expect(complaints).toEqual([]);
});
