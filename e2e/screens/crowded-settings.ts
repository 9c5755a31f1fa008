import type { RunningTurnaway } from '../setup/run-turnaway.js';

const long = 'International Example Holding – Travel and Expense Approval, West Europe';
const unbroken = 'urn_example_production_westeurope_payroll_export_service_backend_for_frontend';

/** What people make by hand, with names as long as they come: feeds, views, tokens, members, channels, rules, silences. */
export async function crowdSettings(turnaway: RunningTurnaway): Promise<void> {
  const post = <Answer>(path: string, body: unknown) =>
    turnaway.api<Answer>(path, { method: 'POST', body: JSON.stringify(body) });
  for (const name of [long, unbroken]) {
    const feed = await post<{ id: string }>('/api/feeds', { name });
    await post('/api/ingest-keys', { feedId: feed.id, name: unbroken });
    await post('/api/api-tokens', { name, role: 'viewer' });
    await post('/api/marks', { text: `Deployed ${name}` });
    const query = { filter: { app: [name], cause: ['mfa', 'access-policy'] }, range: '30d' };
    await post('/api/views', { name, path: '/errors', query });
  }
  for (const role of ['admin', 'member', 'viewer']) {
    const email = `maximiliane.featherstonehaugh-${role}@subsidiary.international.example.com`;
    await post('/api/invitations', { email, role });
  }
  const url = `http://127.0.0.1:9/hooks/${unbroken}`;
  const channels = [
    { name: long, kind: 'webhook', url, personalData: true },
    {
      name: unbroken,
      kind: 'email',
      url: 'smtp://127.0.0.1:9',
      settings: {
        from: 'turnaway@example.com',
        to: ['help.desk@subsidiary.international.example.com', 'on-call@example.com'],
      },
    },
  ];
  const channelIds: string[] = [];
  for (const channel of channels) channelIds.push((await post<{ id: string }>('/api/channels', channel)).id);
  for (const name of [long, unbroken]) {
    await post('/api/alert-rules', {
      name,
      filter: { app: [name], system: ['entra'] },
      channelIds,
      params: {
        measure: 'failures',
        windowMinutes: 1_440,
        threshold: 5,
        recoveryThreshold: 2,
        groupBy: 'app',
      },
    });
    // Fires for every app at once.
    await post('/api/alert-rules', {
      name: `All of ${name}`,
      channelIds,
      params: { measure: 'failures', windowMinutes: 1_440, threshold: 5, recoveryThreshold: 2 },
    });
    await post('/api/silences', {
      matchers: { app: [name], cause: ['mfa', 'access-policy'], code: ['entra/50126'] },
      endsAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
      comment: `Planned work at ${name}; ask maximiliane.featherstonehaugh@subsidiary.international.example.com`,
    });
  }
  await turnaway.api('/api/code-overrides/entra/50126', {
    method: 'PUT',
    body: JSON.stringify({ cause: 'access-policy', actor: 'tenant-admin', note: `As agreed with ${long}.` }),
  });
}
