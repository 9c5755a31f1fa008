import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBarriers, openBrowser } from './setup/open-browser.js';
import { type RunningTurnaway, runTurnaway } from './setup/run-turnaway.js';
import { signIn } from './setup/sign-in.js';
import { openWebhookTarget, type WebhookTarget } from './setup/webhook-target.js';

const rule = 'App credential refused or expiring';
const dayMs = 86_400_000;
const toldWithinMs = 60_000;

let turnaway: RunningTurnaway;
let browser: Browser;
let target: WebhookTarget;
let secret = '';
beforeAll(async () => {
  [turnaway, browser, target] = await Promise.all([runTurnaway(), openBrowser(), openWebhookTarget()]);
  const channel = await turnaway.api<{ secret: string }>('/api/channels', {
    method: 'POST',
    body: JSON.stringify({ name: 'On-call', url: target.url }),
  });
  secret = channel.secret;
  // Each credential has a message of its own, so that a test can wait for it.
  const { items } = await turnaway.api<{ items: { id: string; name: string }[] }>(
    '/api/alert-rules?limit=100',
  );
  const { id } = items.find(({ name }) => name === rule) ?? {};
  await turnaway.api(`/api/alert-rules/${id}`, {
    method: 'PATCH',
    body: JSON.stringify({
      grouping: { by: 'app', waitSeconds: 10, intervalSeconds: 0, repeatMinutes: 1440 },
    }),
  });
});
afterAll(async () => {
  await browser?.close();
  target?.close();
  await turnaway?.stop();
});

const now = Date.now();
const inDays = (days: number) => new Date(now + days * dayMs + 3_600_000).toISOString();

/** Records as the systems write them that name the day, of credentials that have three to five days left. */
const records = {
  'an event of Azure Key Vault': {
    app: 'invoice-export',
    days: 3,
    record: {
      id: 'c5b0c0de-0000-4000-8000-000000000001',
      topic:
        '/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/apps/providers/Microsoft.KeyVault/vaults/tidewater-apps',
      subject: 'invoice-export',
      eventType: 'Microsoft.KeyVault.SecretNearExpiry',
      eventTime: new Date(now).toISOString(),
      data: {
        Id: 'https://tidewater-apps.vault.example/secrets/invoice-export/00000000',
        VaultName: 'tidewater-apps',
        ObjectType: 'Secret',
        ObjectName: 'invoice-export',
        Version: '00000000',
        NBF: null,
        EXP: Math.floor(Date.parse(inDays(3)) / 1000),
      },
      dataVersion: '1',
      metadataVersion: '1',
    },
  },
  'an application of Microsoft Graph': {
    app: 'Payroll',
    days: 4,
    record: {
      id: '5a2d1f00-0000-4000-8000-000000000004',
      appId: '5a2d1f00-0000-4000-8000-000000000003',
      displayName: 'Payroll',
      passwordCredentials: [
        { keyId: 'key-1', displayName: 'winter', hint: 'abc', endDateTime: inDays(4) },
        { keyId: 'key-2', displayName: 'spring', hint: 'def', endDateTime: inDays(400) },
      ],
      keyCredentials: [],
    },
  },
  'an event of AWS Certificate Manager': {
    app: 'sso.tidewater.example',
    days: 5,
    record: {
      version: '0',
      id: '9f0e6c1d-0000-4000-8000-000000000002',
      'detail-type': 'ACM Certificate Approaching Expiration',
      source: 'aws.acm',
      account: '000000000000',
      time: new Date(now).toISOString(),
      region: 'eu-west-1',
      resources: ['arn:aws:acm:eu-west-1:000000000000:certificate/1'],
      detail: { DaysToExpiry: 5, CommonName: 'sso.tidewater.example' },
    },
  },
};

test.each(Object.entries(records))(
  '%s that names a near day is told within a minute, with what to do, and its page says the day',
  async (_name, { app, days, record }) => {
    const sentAt = Date.now();
    await turnaway.counted([await turnaway.ingest(JSON.stringify(record))]);
    const { data } = await target.next('alert.firing', secret, rule);
    expect(Date.now() - sentAt).toBeLessThan(toldWithinMs);
    const summary = String(data.summary);
    expect(String(data.title)).toContain(`${app}: It expires on`);
    expect(String(data.title)).toMatch(new RegExp(`in ${days} days|in ${days - 1} days`));
    expect(summary).toContain('The next move is with the developer of the app.');
    expect(summary).not.toContain('leading code');

    const page = await signIn(browser, turnaway, { viewport: { width: 390, height: 844 } });
    await page.goto(String((data.links as { alert: string }).alert));
    await page.getByRole('heading', { level: 1, name: rule }).waitFor();
    const evidence = page.getByRole('region', { name: 'Evidence' });
    await evidence.getByText(app, { exact: true }).first().waitFor();
    const todo = page.getByRole('region', { name: 'What to do: app developer' });
    await todo.getByText('Put it on every server').waitFor();
    await page.getByRole('region', { name: 'Who was told' }).getByText('On-call').first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.context().close();
  },
);

test('a credential that was renewed is told to be over', async () => {
  const { record } = records['an application of Microsoft Graph'];
  const [, spring] = record.passwordCredentials;
  const renewed = { ...record, passwordCredentials: [spring] };
  await turnaway.counted([await turnaway.ingest(JSON.stringify(renewed))]);
  const { data } = await target.next('alert.resolved', secret, rule);
  expect(String(data.title)).toContain('Payroll');
});
