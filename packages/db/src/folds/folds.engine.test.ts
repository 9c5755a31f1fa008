import type { Breakdown, SignInFilter } from '@turnaway/contracts';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { writeCodeClasses } from '../code-classes/write-code-classes.js';
import { listErrorGroups } from '../error-groups/list-error-groups.js';
import { getBreakdown } from '../readings/get-breakdown.js';
import { getErrorDetail } from '../readings/get-error-detail.js';
import { getSummary } from '../readings/get-summary.js';
import { getTrends } from '../readings/get-trends.js';
import { listErrors } from '../readings/list-errors.js';
import { dayMs, hourMs, minuteMs } from '../readings/range.js';
import { insertClasses, insertEvents, type WorldClasses, type WorldEvent } from '../readings/testing.js';
import { createTestDatabase } from '../testing.js';
import { foldSettled } from './fold-settled.js';

const workspaceId = 'default';
const classes: WorldClasses = {
  'entra/0': ['success', null, 'identity-provider', 'Signed in'],
  'entra/50126': ['failure', 'user-credential', 'identity-provider', 'Wrong password'],
  'entra/50053': ['failure', 'account-state', 'identity-provider', 'Account locked'],
  'okta/LOCKED': ['failure', 'account-state', 'directory', 'Locked'],
  'entra/50140': ['interrupt', 'expected-step', 'identity-provider', 'Stay signed in?'],
  'entra/65001': ['conditional', 'consent', 'identity-provider', 'Consent needed'],
};
/** Three days ago at midnight (UTC): whole days, whole hours and edges are all in the ranges below. */
const start = Math.floor(Date.now() / dayMs) * dayMs - 3 * dayMs;

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  const seen = Object.keys(classes).map((errorCode) => [errorCode, new Date(start - 60 * dayMs)]);
  await insertClasses(database.db, classes, Object.fromEntries(seen));
  await insertEvents(database.db, database.feedId, world(0));
  await insertGroups();
});
afterAll(() => database.drop());

/** Events every 37 minutes over two and a half days, of every code, in four apps, by eleven people. */
function world(offsetMs: number): WorldEvent[] {
  const codes = Object.keys(classes);
  return Array.from({ length: 97 }, (_, n) => ({
    at: new Date(start + offsetMs + n * 37 * minuteMs),
    errorCode: codes[n % codes.length] ?? 'entra/50126',
    app: n % 5 === 0 ? null : `App ${n % 4}`,
    user: n % 7 === 0 ? null : `person${n % 11}@example.com`,
    ip: `192.0.2.${n % 3}`,
    country: n % 2 === 0 ? 'DE' : 'FR',
    client: 'Firefox',
    device: n % 4 === 0 ? null : `Device ${n % 6}`,
    ...(n % 5 === 1 ? { policies: [`Policy ${n % 2}`, ...(n % 3 === 0 ? ['Policy 2'] : [])] } : {}),
    interactive: [true, false, null][n % 3] ?? null,
    times: (n % 3) + 1,
  }));
}

/** Makes the groups of all that is counted, as a worker does in time. */
async function insertGroups() {
  await database.db.pool.query(
    `insert into error_groups (workspace_id, error_code, app, state, state_since, first_seen_at, last_seen_at)
     select workspace_id, error_code, app, 'ongoing', now(), min(bucket), max(bucket) from rollup_hours
     where error_code <> 'entra/0' group by 1, 2, 3 on conflict do nothing`,
  );
}

/** Everything that is read about some ranges and filters. */
async function readAll() {
  const { db } = database;
  const filters: SignInFilter[] = [
    {},
    { cause: ['account-state'] },
    { app: ['App 1'] },
    { app: ['App 2'], system: ['entra'] },
    { outcome: ['interrupt', 'conditional'] },
    { feed: [database.feedId] },
    { client: ['Firefox'], country: ['DE'] },
    { interactive: ['no'] },
    { policy: ['Policy 1'] },
    { policy: ['Policy 2'] },
    { interactive: ['yes', 'unknown'], app: ['App 1'] },
    { code: ['entra/50126'], system: ['entra'] },
  ];
  const answers: unknown[] = [];
  for (const [fromMs, toMs] of [
    [5 * hourMs + 7 * minuteMs, 2 * dayMs + 90 * minuteMs],
    [-40 * dayMs, 3 * dayMs],
  ] as const) {
    const range = {
      from: new Date(start + fromMs).toISOString(),
      to: new Date(start + toMs).toISOString(),
    };
    for (const filter of filters) {
      const query = { workspaceId, range, filter, limit: 50 };
      answers.push(await getSummary(db, query));
      for (const by of ['app', 'cause', 'outcome'] as const)
        answers.push(await getTrends(db, { ...query, by }));
      for (const sort of ['people', 'change'] as const) {
        const { items, ...page } = await listErrors(db, { ...query, sort });
        // A small curve is drawn from quarters of an hour, and may put an event one part further.
        answers.push(page, ...items.map((item) => ({ ...item, spark: item.spark.reduce((a, b) => a + b) })));
      }
      for (const sort of ['events', 'people', 'change'] as const) {
        const { items, ...page } = await listErrorGroups(db, { ...query, sort, me: null });
        answers.push(page, ...items.map((item) => ({ ...item, spark: item.spark.reduce((a, b) => a + b) })));
      }
      for (const by of ['app', 'feed', 'cause', 'user'] as const) {
        answers.push(await getBreakdown(db, { ...query, by }));
      }
      answers.push(await getErrorDetail(db, { ...query, system: 'entra', code: '50126', variant: null }));
    }
  }
  return answers;
}

const fold = () => foldSettled(database.db, { now: new Date(Date.now() + hourMs), forMs: 60_000 });

test('every reading is the same from summaries as from what was counted, also when more comes later', async () => {
  const counted = await readAll();
  expect(await fold()).toEqual({
    quarters: expect.any(Number),
    hours: expect.any(Number),
    shifts: expect.any(Number),
    days: 3,
  });
  expect(await readAll()).toEqual(counted);

  await insertEvents(database.db, database.feedId, world(11 * minuteMs).slice(20, 50));
  const later = await readAll();
  expect(later).not.toEqual(counted);
  await fold();
  expect(await readAll()).toEqual(later);
});

test('where a code turns from a step into a failure, apps are counted so at once, and again when summed up', async () => {
  const { db } = database;
  await fold();
  const range = { from: new Date(start).toISOString(), to: new Date(start + 3 * dayMs).toISOString() };
  const failures = async () => {
    const { items } = await getBreakdown(db, { workspaceId, range, filter: {}, by: 'app', limit: 50 });
    return items.reduce((sum, item) => sum + item.failures, 0);
  };
  const before = await failures();
  await writeCodeClasses(db.pool, workspaceId, [
    {
      ...{ system: 'entra', code: '50140', variant: null, known: true, title: 'Stay signed in?' },
      ...{ outcome: 'failure', cause: 'mfa', source: 'identity-provider', actor: 'end-user' },
    },
  ]);
  const after = await failures();
  expect(after).toBeGreaterThan(before);
  expect(await fold()).toMatchObject({ days: 3 });
  expect(await failures()).toBe(after);
});

/** Sign-ins by the thousands, of some 3,000 people from 500 addresses, a few of them with most: more than are counted one by one. */
async function insertCrowd(times: number) {
  const { db, feedId } = database;
  await db.pool.query(
    `insert into sign_ins (event_key, occurred_at, workspace_id, feed_id, batch_id, error_code, app, user_key, ip, country,
       client, device, policy, event)
     select gen_random_uuid(), $1::timestamptz + make_interval(secs => n % 172800), 'default', $2, $2,
       case when n % 4 = 0 then 'entra/50053' else 'entra/50126' end, 'App ' || n % 3, 'crowd' || floor(3000 * power(n * 7919 % 10007 / 10007.0, 2)),
       '198.51.' || floor(500 * power(n % 1009 / 1009.0, 3)), 'C' || floor(20 * power(n % 97 / 97.0, 2)), 'Firefox', 'D' || floor(500 * power(n % 1009 / 1009.0, 3)),
       case when n % 3 = 0 then 'P' || n % 7 || case when n % 4 = 0 then chr(10) || 'P9' else '' end end, '{}'::json
     from generate_series(1, $3::int) n`,
    [new Date(start), feedId, times],
  );
  for (const [table, unit] of [
    ['rollup_hours', 'hour'],
    ['rollup_minutes', 'minute'],
  ]) {
    await db.pool.query(`truncate ${table}`);
    await db.pool.query(
      `insert into ${table} (workspace_id, bucket, error_code, app, feed_id, interactive, events)
       select workspace_id, date_trunc('${unit}', occurred_at), error_code, app, feed_id, 'yes', count(*)
       from sign_ins group by 1, 2, 3, 4, 5`,
    );
  }
  await db.pool.query(
    `insert into unfolded_buckets (workspace_id, bucket_minutes, bucket, mark)
     select distinct workspace_id, 15, date_bin('15 minutes', bucket, '2000-01-01Z'), gen_random_uuid() from rollup_minutes`,
  );
  await db.pool.query("update code_classes set first_seen_at = now() where outcome <> 'success'");
  await insertGroups();
}

/** What a total says of itself holds against one that was counted (people and addresses within about 1 %). */
function expectTrue(said: Breakdown | undefined, counted: Breakdown) {
  expect(counted.totalIs).not.toBe('at-least');
  const { total, totalIs } = said ?? { total: 0, totalIs: 'exact' };
  if (totalIs === 'at-least') {
    expect(total).toBeGreaterThanOrEqual(said?.items.length ?? 1);
    expect(total).toBeLessThanOrEqual(counted.total);
  } else if (totalIs === 'exact' && counted.totalIs === 'exact') {
    expect(total).toBe(counted.total);
  } else {
    expect(Math.abs(total - counted.total)).toBeLessThanOrEqual(0.03 * counted.total);
  }
}

test('of many sign-ins, people are estimated within three per cent, and keys are counted whole', async () => {
  const { db } = database;
  await insertCrowd(28_000);
  const range = {
    from: new Date(start + 10 * minuteMs).toISOString(),
    to: new Date(start + 47 * hourMs + 10 * minuteMs).toISOString(),
  };
  const read = async (filter: SignInFilter) => {
    const query = { workspaceId, range, filter, limit: 30 };
    const byApp = await getBreakdown(db, { ...query, by: 'app' });
    const ofApp = await listErrors(db, {
      ...query,
      filter: { ...filter, app: ['App 1', 'App 2'] },
      sort: 'events',
    });
    return {
      people: (await getSummary(db, query)).counts.people,
      peopleOfApps: byApp.items.map((item) => item.people),
      peopleInApps: ofApp.items.map((item) => item.people),
      errors: (await listErrors(db, { ...query, sort: 'events' })).items,
      byIp: await getBreakdown(db, { ...query, by: 'ip' }),
      byUser: await getBreakdown(db, { ...query, by: 'user' }),
      byCountry: await getBreakdown(db, { ...query, by: 'country' }),
      groups: (await listErrorGroups(db, { ...query, sort: 'people', me: null })).items,
      byDevice: await getBreakdown(db, { ...query, by: 'device' }),
      byPolicy: await getBreakdown(db, { ...query, by: 'policy' }),
    };
  };
  for (const filter of [{}, { code: ['entra/50126'] }]) {
    const counted = await read(filter);
    await fold();
    const summed = await read(filter);
    const isNear = (value: number, truth: number) =>
      expect(Math.abs(value - truth) / truth).toBeLessThan(0.03);
    isNear(summed.people, counted.people);
    for (const [index, people] of summed.peopleOfApps.entries()) {
      isNear(people, counted.peopleOfApps[index] ?? 0);
    }
    for (const [index, people] of summed.peopleInApps.entries()) {
      isNear(people, counted.peopleInApps[index] ?? 0);
    }
    for (const [index, error] of summed.errors.entries()) {
      const truth = counted.errors[index];
      expect(error).toMatchObject({ code: truth?.code, apps: truth?.apps, topApp: truth?.topApp });
    }
    expect(summed.groups).toHaveLength(counted.groups.length);
    for (const group of summed.groups) {
      const truth = counted.groups.find(({ id }) => id === group.id);
      expect(group).toMatchObject({ events: truth?.events, eventsBefore: truth?.eventsBefore });
      isNear(group.people, truth?.people ?? 0);
    }
    for (const by of ['byIp', 'byUser', 'byCountry', 'byDevice', 'byPolicy'] as const) {
      expectTrue(summed[by], counted[by]);
      for (const [index, truth] of counted[by].items.slice(0, 10).entries()) {
        const { people, ...exact } = truth;
        expect(summed[by].items[index]).toMatchObject(exact);
        isNear(summed[by].items[index]?.people ?? 0, people);
      }
    }
    await db.pool.query(
      `insert into unfolded_buckets (workspace_id, bucket_minutes, bucket, mark)
       select distinct workspace_id, 15, date_bin('15 minutes', bucket, '2000-01-01Z'), gen_random_uuid() from rollup_minutes`,
    );
  }
}, 180_000);

test('whom a heavy app, address, country, client, device or policy hits, and by which feeds, is the same from lists as counted, also when more comes later', async () => {
  const { db, feedId } = database;
  const range = {
    from: new Date(start + 10 * minuteMs).toISOString(),
    to: new Date(start + 47 * hourMs + 10 * minuteMs).toISOString(),
  };
  const asked: [
    SignInFilter,
    ('user' | 'ip' | 'country' | 'client' | 'device' | 'policy' | 'app' | 'feed')[],
  ][] = [
    [{}, ['feed']],
    [{ code: ['entra/50053'] }, ['feed', 'user', 'ip', 'country', 'policy']],
    [{ app: ['App 1'] }, ['user', 'ip', 'country', 'client', 'device', 'policy', 'feed']],
    [{ ip: ['198.51.0'] }, ['user', 'app', 'country', 'policy']],
    [{ user: ['crowd0'] }, ['ip', 'app']],
    [{ country: ['C0'] }, ['user', 'ip', 'country', 'policy', 'app']],
    [{ client: ['Firefox'] }, ['user', 'country', 'device', 'app', 'feed']],
    [{ device: ['D0'] }, ['user', 'ip', 'app']],
    [{ policy: ['P9'] }, ['user', 'country', 'policy', 'app']],
  ];
  const read = async () => {
    const found = [];
    for (const [filter, dimensions] of asked) {
      for (const by of dimensions) {
        found.push(await getBreakdown(db, { workspaceId, range, filter, by, limit: 8 }));
      }
    }
    return found;
  };
  const compare = (summed: Breakdown[], counted: Breakdown[], totals = counted) => {
    for (const [index, truth] of counted.entries()) {
      const { items, by } = summed[index] ?? { items: [], by: null };
      expect(by).toBe(truth.by);
      expectTrue(summed[index], totals[index] ?? truth);
      for (const [place, { people, ...exact }] of truth.items.entries()) {
        expect(items[place]).toMatchObject(exact);
        expect(Math.abs((items[place]?.people ?? 0) - people)).toBeLessThanOrEqual(0.03 * people);
      }
    }
  };
  const counted = await read();
  await fold();
  const { rows } = await db.pool.query<{ lists: number }>(
    `select count(distinct error_code)::int as lists from folded_keys
     where dimension = 'all-user' and error_code in (E'app\nApp 1', E'ip\n198.51.0')`,
  );
  expect(rows[0]?.lists).toBe(2);
  const summed = await read();
  compare(summed, counted);
  // In every hour there are more devices than are listed, and fewer countries.
  const filters = asked.flatMap(([filter, dimensions]) => dimensions.map(() => filter));
  const ofClient = summed.filter((_, index) => filters[index]?.client !== undefined);
  expect(ofClient.map(({ by, totalIs }) => [by, totalIs])).toEqual([
    ['user', 'about'],
    ['country', 'exact'],
    ['device', 'at-least'],
    ['app', 'exact'],
    ['feed', 'exact'],
  ]);

  await insertEvents(db, feedId, [
    {
      at: new Date(start + 5 * hourMs),
      errorCode: 'entra/50126',
      app: 'App 1',
      user: 'crowd0',
      ip: '198.51.0',
      times: 3,
    },
  ]);
  const later = await read();
  expect(later).not.toEqual(counted);
  await fold();
  // Who and what came later had been there before.
  compare(await read(), later, counted);
}, 180_000);

test('totals, trends, codes and error groups of a heavy address, person, country, client, device or policy are the same from lists as counted', async () => {
  const { db } = database;
  const range = {
    from: new Date(start + 10 * minuteMs).toISOString(),
    to: new Date(start + 47 * hourMs + 10 * minuteMs).toISOString(),
  };
  const filters: SignInFilter[] = [
    { ip: ['198.51.0'] },
    { ip: ['198.51.0', '192.0.2.1'], cause: ['user-credential'] },
    { user: ['crowd0'], outcome: ['failure', 'interrupt'] },
    { country: ['C0'] },
    { country: ['C0', 'C1'], code: ['entra/50053'] },
    { client: ['Firefox'], cause: ['user-credential'] },
    { device: ['D0'] },
    { policy: ['P9'] },
    { policy: ['P9', 'P1'] },
    { country: ['C0'], client: ['Firefox'] },
  ];
  const read = () =>
    Promise.all(
      filters.map(async (filter) => {
        const query = { workspaceId, range, filter };
        const groups = await listErrorGroups(db, { ...query, sort: 'events', limit: 50, me: null });
        const errors = await listErrors(db, { ...query, sort: 'events', limit: 10 });
        // A small curve is drawn from lists by hour, and may put an event one part further.
        const withoutCurve = <Row extends { spark: number[] }>(row: Row) => ({
          ...row,
          spark: row.spark.reduce((a, b) => a + b),
        });
        return {
          summary: await getSummary(db, query),
          trends: await getTrends(db, { ...query, by: 'code' }),
          apps: await getTrends(db, { ...query, by: 'app' }),
          groups: groups.items.map(withoutCurve),
          errors: errors.items.map(withoutCurve),
        };
      }),
    );
  await fold();
  const summed = await read();
  // Marked, nothing is read from summaries.
  await db.pool.query(
    `insert into unfolded_buckets (workspace_id, bucket_minutes, bucket, mark)
     select workspace_id, bucket_minutes, bucket, gen_random_uuid() from folded_buckets`,
  );
  const counted = await read();
  const isNear = (value = 0, truth = 0) => expect(Math.abs(value - truth)).toBeLessThanOrEqual(0.03 * truth);
  expect(counted[0]?.summary.counts.failures).toBeGreaterThan(2_000);
  for (const [index, truth] of counted.entries()) {
    const { people, peopleIs: _sureness, ...exact } = truth.summary.counts;
    expect(summed[index]?.summary.counts).toMatchObject(exact);
    isNear(summed[index]?.summary.counts.people, people);
    expect(summed[index]?.trends).toEqual(truth.trends);
    expect(summed[index]?.apps).toEqual(truth.apps);
    expect(summed[index]?.groups).toHaveLength(truth.groups.length);
    for (const [place, { people: ofGroup, ...group }] of truth.groups.entries()) {
      expect(summed[index]?.groups[place]).toMatchObject(group);
      isNear(summed[index]?.groups[place]?.people, ofGroup);
    }
    for (const [place, { people: ofCode, ...code }] of truth.errors.entries()) {
      expect(summed[index]?.errors[place]).toMatchObject(code);
      isNear(summed[index]?.errors[place]?.people, ofCode);
    }
  }
}, 180_000);
