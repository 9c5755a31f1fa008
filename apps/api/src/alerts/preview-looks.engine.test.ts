import { type AlertKind, alertRuleInputSchema } from '@turnaway/contracts';
import { ensureDayPartitions } from '@turnaway/db/partitions/ensure-day-partitions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';
import { previewRule } from './preview-rule.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const thisHour = Math.floor(Date.now() / hourMs) * hourMs;
const hoursAgo = (hours: number) => new Date(thisHour - hours * hourMs);
const wrongPassword = 'entra/50126';

interface Happening {
  code: string;
  hours: number;
  user?: string;
  ip?: string;
  app?: string;
}

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const { pool, prisma } = server.db;
  const { id: feedId } = await prisma.feed.findFirstOrThrow();
  // In the first hour of a day, an hour before the thirtieth day is on the one before.
  const days = Array.from({ length: 32 }, (_, day) =>
    hoursAgo(day * 24)
      .toISOString()
      .slice(0, 10),
  );
  await ensureDayPartitions(server.db, days);
  const happened = [
    // Something in each of 31 days, so that there is a past to look at.
    ...Array.from({ length: 31 }, (_, day) => ({
      code: wrongPassword,
      hours: day * 24 + 1,
      user: 'clara',
      ip: '192.0.2.9',
    })),
    // A spray twenty days ago, and as many colleagues in an office whose people got in yesterday.
    ...many(20, (turn) => ({
      code: wrongPassword,
      hours: 480.5,
      user: `victim-${turn}`,
      ip: '198.51.100.7',
    })),
    ...many(20, (turn) => ({
      code: wrongPassword,
      hours: 240.5,
      user: `colleague-${turn}`,
      ip: '192.0.2.1',
    })),
    ...many(20, (turn) => ({ code: 'entra/0', hours: 20, user: `colleague-${turn}`, ip: '192.0.2.1' })),
    // Tries at one account, prompts that one person denied, and accounts found locked.
    ...many(25, () => ({ code: wrongPassword, hours: 400.4, user: 'ada', ip: '198.51.100.8' })),
    ...many(12, () => ({ code: 'entra/500121#denied', hours: 300.5, user: 'bo', ip: '198.51.100.9' })),
    ...many(30, (turn) => ({
      code: 'entra/50053',
      hours: 200.5,
      user: `locked-${turn}`,
      ip: `203.0.113.${turn}`,
    })),
    // A provider that fails at several apps, an app whose secret is expired, a code that nobody has seen before.
    ...many(40, (turn) => ({
      code: 'entra/90033',
      hours: 350.5,
      user: `user-${turn}`,
      app: `App ${turn % 4}`,
    })),
    ...many(10, () => ({ code: 'entra/7000222', hours: 100.5, app: 'Invoice Export' })),
    ...many(8, (turn) => ({ code: 'entra/650057', hours: 50.5, user: `user-${turn}`, app: 'Wiki' })),
    ...many(3, () => ({ code: 'entra/9999991', hours: 60.5, user: 'ada', app: 'Wiki' })),
    ...many(12, (turn) => ({
      code: 'entra/54005',
      hours: 150.5,
      user: `user-${turn % 2}`,
      ip: '192.0.2.3',
      app: 'Wiki',
    })),
  ] satisfies Happening[];
  for (const each of happened) await happen(each, feedId);
  for (const code of new Set(happened.map((each) => each.code))) {
    const first = Math.max(...happened.filter((each) => each.code === code).map(({ hours }) => hours));
    const [system = '', name = ''] = code.split('/');
    await pool.query(
      `insert into code_classes (workspace_id, error_code, system, code, variant, known, title, outcome, source, actor, first_seen_at)
       values ('default', $1, $2, $3, null, $4, 'A code', 'failure', 'unknown', 'nobody', $5)
       on conflict (workspace_id, error_code) do update set first_seen_at = excluded.first_seen_at`,
      [code, system, name, code !== 'entra/9999991', hoursAgo(first)],
    );
  }
});
afterAll(() => server.stop());

function many(count: number, make: (turn: number) => Happening): Happening[] {
  return Array.from({ length: count }, (_, turn) => make(turn));
}

async function happen({ code, hours, user, ip, app = 'Mail' }: Happening, feedId: string): Promise<void> {
  const { pool } = server.db;
  const at = hoursAgo(hours);
  await pool.query(
    `insert into rollup_hours (workspace_id, bucket, error_code, app, feed_id, interactive, events)
     values ('default', date_bin('1 hour', $1::timestamptz, '2000-01-01Z'), $2, $3, $4, 'yes', 1)
     on conflict (workspace_id, bucket, error_code, app, feed_id, interactive)
     do update set events = rollup_hours.events + 1`,
    [at, code, app, feedId],
  );
  const columns = 'event_key, occurred_at, workspace_id, feed_id, error_code, app, user_key, ip';
  const values = [at, feedId, code, app, user ?? null, ip ?? null];
  await pool.query(
    code === 'entra/0'
      ? `insert into successes (${columns}) values (gen_random_uuid(), $1, 'default', $2, $3, $4, $5, $6)`
      : `insert into sign_ins (${columns}, batch_id, event)
         values (gen_random_uuid(), $1, 'default', $2, $3, $4, $5, $6, gen_random_uuid(), '{}')`,
    values,
  );
}

/** As the route does, with all the time that a busy machine needs. */
async function preview(kind: AlertKind, given: Record<string, unknown> = {}) {
  const input = { name: 'Preview', kind, forMinutes: 0, keepFiringMinutes: 0, ...given };
  return previewRule(server.db, {
    workspaceId: 'default',
    rule: alertRuleInputSchema.parse(input),
    now: new Date(thisHour),
    signal: new AbortController().signal,
    budgetMs: 300_000,
  });
}

test.each([
  ['password-spray', {}, 'network|198.51.100.0/24', 480],
  ['brute-force', {}, 'ada', 400],
  ['mfa-fatigue', {}, 'bo', 300],
  ['lockout-storm', {}, 'all', 200],
  ['provider-trouble', {}, 'entra|identity-provider', 350],
  ['app-credential', {}, 'Invoice Export|entra/7000222', 100],
  ['new-error', {}, 'entra/650057', 50],
  ['unknown-code', {}, 'entra/9999991', 60],
  ['token-replay', {}, 'Wiki', 150],
] as const)(
  '%s: what is kept of the last 30 days tells when it would have fired',
  async (kind, rule, key, hours) => {
    const told = await preview(kind, rule);
    expect(told.canReplay).toBe(true);
    expect(told.from).toBe(hoursAgo(720).toISOString());
    const firing = told.firings.find((each) => each.key === key);
    const lateMs = Date.parse(firing?.startedAt ?? '') - hoursAgo(hours + 1).getTime();
    expect({
      kind,
      keys: told.firings.map((each) => each.key),
      isInTime: lateMs > 0 && lateMs <= 2 * hourMs,
    }).toEqual({
      kind,
      keys: expect.arrayContaining([key]),
      isInTime: true,
    });
  },
);

test('an office whose people got in since is no spray, although who got in at the time is not known', async () => {
  const told = await preview('password-spray');
  expect(told.firings.map(({ key }) => key)).not.toContain('network|192.0.2.0/24');
  expect(told.because).toContain('count as known if they got in since');
});

test('rules about people getting in are looked at for as long as that is known, and why is said', async () => {
  const told = await preview('impossible-travel');
  expect(told).toMatchObject({ canReplay: true, from: hoursAgo(20).toISOString() });
  expect(told.because).toContain('Who got in before that is not kept.');
});

test('a rule about one person is replayed over that person’s sign-ins', async () => {
  const told = await preview('threshold', {
    params: { measure: 'failures', windowMinutes: 60, threshold: 20, recoveryThreshold: 5 },
    filter: { user: ['ada'] },
  });
  expect(told).toMatchObject({ canReplay: true, wouldHaveFired: 1, firings: [{ peakValue: 25 }] });
});

test('looks end once whoever asked is gone, and what they saw until then is told', async () => {
  const rule = alertRuleInputSchema.parse({ name: 'Preview', kind: 'impossible-travel' });
  const asked = { workspaceId: 'default', rule, now: new Date(thisHour), signal: AbortSignal.abort() };
  expect(await previewRule(server.db, asked)).toMatchObject({ canReplay: false, firings: [] });
});
