import { codeOverrideSchema, countsSchema, pageOf } from '@turnaway/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const { id: feedId } = await server.db.prisma.feed.findFirstOrThrow();
  const bucket = new Date('2026-03-01T08:00:00Z');
  const row = { workspaceId: 'default', bucket, app: 'Mail', feedId, interactive: 'yes' };
  const rows = [
    { ...row, errorCode: 'entra/0', events: 90 },
    { ...row, errorCode: 'entra/50126', events: 10 },
    { ...row, errorCode: 'entra/999999', events: 3 },
  ];
  await server.db.prisma.rollupHour.createMany({ data: rows });
  await server.db.prisma.rollupMinute.createMany({ data: rows });
  // As a batch does: what was just counted is not summed up yet.
  await server.db.pool.query(
    `insert into unfolded_buckets (workspace_id, bucket_minutes, bucket, mark)
     values ('default', 15, $1, gen_random_uuid())`,
    [bucket],
  );
  await server.db.pool.query(
    `insert into code_classes (workspace_id, error_code, system, code, known, title, outcome, cause, source, actor)
     values ('default', 'entra/999999', 'entra', '999999', false, 'entra code 999999', 'failure', 'unclassified',
             'unknown', 'tenant-admin')`,
  );
});
afterAll(() => server.stop());

const day = 'from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z';

async function counts() {
  const { body } = await server.ask('GET', `/api/summary?${day}`);
  return countsSchema.parse((body as { counts: unknown }).counts);
}

test('an override re-reads all history at once, and dropping it brings the catalog back', async () => {
  expect(await counts()).toMatchObject({ failures: 13, interrupts: 0 });
  const saved = await server.ask('PUT', '/api/code-overrides/entra/50126', {
    outcome: 'interrupt',
    note: 'A monitor signs in with a wrong password by design',
  });
  expect(saved.status).toBe(200);
  expect(codeOverrideSchema.parse(saved.body)).toMatchObject({ outcome: 'interrupt', code: '50126' });
  expect(await counts()).toMatchObject({ failures: 3, interrupts: 10 });
  expect((await server.ask('DELETE', '/api/code-overrides/entra/50126')).status).toBe(204);
  expect(await counts()).toMatchObject({ failures: 13, interrupts: 0 });
});

test('a code’s page shows what was decided here, who did, and why', async () => {
  await server.ask('PUT', '/api/code-overrides/entra/50126', {
    cause: 'security-threat',
    hints: { 'help-desk': ['Call the security team.'] },
    note: 'Under attack',
  });
  const decided = {
    cause: 'security-threat',
    actor: 'tenant-admin',
    hints: { 'help-desk': ['Call the security team.'] },
    override: { note: 'Under attack', author: expect.any(String) },
  };
  const entry = await server.ask('GET', '/api/catalog/entra/50126');
  expect(entry.body).toMatchObject(decided);
  const page = await server.ask('GET', `/api/errors/entra/50126?${day}`);
  expect(page.body).toMatchObject({ codeClass: { cause: 'security-threat' }, entry: decided });
  const explained = await server.ask('POST', '/api/explain', { text: 'AADSTS50126' });
  expect(explained.body).toMatchObject({ explanations: [{ entry: decided }] });
  const list = await server.ask('GET', '/api/code-overrides');
  expect(pageOf(codeOverrideSchema).parse(list.body)).toMatchObject({ total: 1, items: [{ code: '50126' }] });
  await server.ask('DELETE', '/api/code-overrides/entra/50126');
});

test('a code that the catalog lacks can be classified, and is unknown again without its override', async () => {
  expect(await counts()).toMatchObject({ unknownCodes: 1 });
  const saved = await server.ask('PUT', '/api/code-overrides/entra/999999', {
    outcome: 'failure',
    cause: 'app-config',
    note: 'Our own extension',
  });
  expect(saved.body).toMatchObject({ actor: 'app-developer' });
  expect(await counts()).toMatchObject({ unknownCodes: 0, failures: 13 });
  await server.ask('DELETE', '/api/code-overrides/entra/999999');
  expect(await counts()).toMatchObject({ unknownCodes: 1, failures: 13 });
});

test('an unknown code comes with its counts, what is nearest, and a draft for the catalog', async () => {
  const { body } = await server.ask('GET', `/api/unknown-codes?${day}`);
  expect(body).toMatchObject({
    total: 1,
    items: [
      { system: 'entra', code: '999999', events: 3, apps: 1, draft: expect.stringContaining('"999999"') },
    ],
  });
});

test.each([
  [{ note: 'nothing decided' }, 'outcome'],
  [{ outcome: 'failure' }, 'note'],
  [{ outcome: 'success', cause: 'mfa', note: 'x' }, 'cause'],
  [{ outcome: 'failure', cause: 'expected-step', note: 'x' }, 'cause'],
  [{ outcome: 'refused', note: 'x' }, 'outcome'],
])('%j is refused for its field', async (input, field) => {
  const answer = await server.ask('PUT', '/api/code-overrides/entra/50126', input);
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ field }] } });
});

test('a code that was never seen, and is in no catalog, cannot be overridden', async () => {
  const answer = await server.ask('PUT', '/api/code-overrides/entra/123456789', {
    outcome: 'other',
    note: 'x',
  });
  expect(answer.status).toBe(404);
});
