import { alertRulePreviewSchema } from '@turnaway/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

const hourMs = 3_600_000;
const thisHour = Math.floor(Date.now() / hourMs) * hourMs;
const hoursAgo = (hours: number) => new Date(thisHour - hours * hourMs);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const { id: feedId } = await server.db.prisma.feed.findFirstOrThrow();
  const quiet = Array.from({ length: 60 * 24 }, (_, index) => ({ hours: index + 1, events: 4 }));
  const bursts = [
    { hours: 50, events: 196 },
    { hours: 200, events: 296 },
    { hours: 199, events: 96 },
  ];
  await server.db.prisma.rollupHour.createMany({
    data: [
      ...quiet.map((hour) => ({ ...hour, app: 'Mail' })),
      ...bursts.map((hour) => ({ ...hour, app: 'Payroll' })),
    ].map(({ hours, events, app }) => ({
      ...{ workspaceId: 'default', bucket: hoursAgo(hours), errorCode: 'entra/50126' },
      ...{ app, feedId, interactive: 'yes', events },
    })),
  });
  // As a batch does: what was just counted is not summed up yet.
  await server.db.pool.query(
    `insert into unfolded_buckets (workspace_id, bucket_minutes, bucket, mark)
     select 'default', minutes, at, gen_random_uuid()
     from generate_series($1::timestamptz, $2::timestamptz, interval '1 hour') at, unnest(array[15, 60]) minutes`,
    [hoursAgo(60 * 24), hoursAgo(1)],
  );
});
afterAll(() => server.stop());

const threshold = {
  name: 'Many',
  measure: 'failures',
  windowMinutes: 60,
  threshold: 100,
  recoveryThreshold: 50,
};

async function preview(rule: Record<string, unknown>) {
  const { status, body } = await server.ask('POST', '/api/alert-rules/preview', rule);
  expect(status).toBe(200);
  return alertRulePreviewSchema.parse(body);
}

const firings = [
  { startedAt: hoursAgo(49).toISOString(), endedAt: hoursAgo(48).toISOString(), peakValue: 200 },
  { startedAt: hoursAgo(199).toISOString(), endedAt: hoursAgo(197).toISOString(), peakValue: 300 },
];

test('two bursts in 30 days would have fired a threshold twice, at their hours', async () => {
  const told = await preview({ ...threshold, keepFiringMinutes: 0 });
  expect(told).toMatchObject({ canReplay: true, wouldHaveFired: 2, firings });
  expect(told.from).toBe(hoursAgo(30 * 24).toISOString());
});

test('what is out of the ordinary is found as the rule would have learned it by then', async () => {
  const told = await preview({ name: 'Unusual', kind: 'baseline', keepFiringMinutes: 0, forMinutes: 0 });
  expect(told).toMatchObject({ canReplay: true, wouldHaveFired: 2, firings });
});

test('each group fires by itself, and only groups that the filter fits', async () => {
  const params = { ...threshold, groupBy: 'app', threshold: 90 };
  const told = await preview({ name: 'Many', params, keepFiringMinutes: 0 });
  expect(told.firings.map(({ key }) => key)).toEqual(['Payroll', 'Payroll']);
  expect((await preview({ ...threshold, filter: { app: ['Mail'] } })).wouldHaveFired).toBe(0);
});

test('a rate of nothing but failures is one long firing, which goes on', async () => {
  const told = await preview({
    ...threshold,
    measure: 'failure-rate',
    threshold: 0.5,
    recoveryThreshold: 0.2,
  });
  expect(told).toMatchObject({ wouldHaveFired: 1, firings: [{ endedAt: null, peakValue: 1 }] });
});

test('that a short window is replayed by the hour is said', async () => {
  expect((await preview({ ...threshold, windowMinutes: 15 })).because).toContain(
    '15 minutes is replayed as 60',
  );
});

test('what was usual of one person before sign-ins are kept is not known, and that is said', async () => {
  const told = await preview({ name: 'Ada', kind: 'baseline', filter: { user: ['ada@example.com'] } });
  expect(told).toMatchObject({ canReplay: false, wouldHaveFired: 0, firings: [] });
  expect(told.because).toMatch(/is not known\.$/);
});
