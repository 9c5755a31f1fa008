import type { SignInFilter } from '@turnaway/contracts';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { connectDb, type Db } from '../client.js';
import { writeCodeClasses } from '../code-classes/write-code-classes.js';
import { listErrorGroups } from '../error-groups/list-error-groups.js';
import { foldSettled } from '../folds/fold-settled.js';
import { dropExpired } from '../partitions/drop-expired.js';
import { exactMax } from '../readings/count-people.js';
import { getBreakdown } from '../readings/get-breakdown.js';
import { getCauseSourceGrid } from '../readings/get-cause-source-grid.js';
import { getSummary } from '../readings/get-summary.js';
import { getTrends } from '../readings/get-trends.js';
import { listErrors } from '../readings/list-errors.js';
import { dayMs, hourMs, minuteMs } from '../readings/range.js';
import { insertClasses, insertEvents, type WorldClasses } from '../readings/testing.js';
import { createTestDatabase } from '../testing.js';

const workspaceId = 'default';
/** Midnight (UTC) four days ago: days, six hours, hours, quarters and minutes are all in the range. */
const start = Math.floor(Date.now() / dayMs) * dayMs - 4 * dayMs;
const range = {
  from: new Date(start + 7 * minuteMs).toISOString(),
  to: new Date(start + 3 * dayMs + 8 * hourMs + 22 * minuteMs).toISOString(),
};
const month = { ...range, from: new Date(start - 25 * dayMs).toISOString() };

const classes: WorldClasses = {
  'entra/0': ['success', null, 'identity-provider', 'Signed in'],
  'entra/50126': ['failure', 'user-credential', 'identity-provider', 'Wrong password'],
  'okta/LOCKED': ['failure', 'account-state', 'directory', 'Locked'],
  'entra/50140': ['interrupt', 'expected-step', 'identity-provider', 'Stay signed in?'],
};

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  const seen = Object.keys(classes).map((errorCode) => [errorCode, new Date(start - 30 * dayMs)]);
  await insertClasses(database.db, classes, Object.fromEntries(seen));
  await insertWorld();
});
afterAll(() => database.drop());

/** More failures than people are counted one by one in, by some 400 people; of every code, in four apps. */
async function insertWorld() {
  const { db, feedId } = database;
  const codes = ['entra/50126', 'okta/LOCKED', 'entra/50140', 'entra/0'];
  const events = Array.from({ length: 120 }, (_, n) => ({
    at: new Date(start + n * 39 * minuteMs),
    errorCode: codes[n % codes.length] ?? 'entra/0',
    app: `App ${n % 5}`,
    user: `person${n % 17}`,
    ip: '192.0.2.1',
  }));
  await insertEvents(db, feedId, events);
  await db.pool.query(
    `insert into sign_ins (event_key, occurred_at, workspace_id, feed_id, batch_id, error_code, app, user_key, ip, event, interactive)
     select gen_random_uuid(), $1::timestamptz + make_interval(secs => n * 11), 'default', $2, $2, 'entra/50126',
       'App ' || n % 3, 'crowd' || n % 401, '198.51.100.' || n % 7, '{}'::json, 'yes' from generate_series(1, $3::int) n`,
    [new Date(start), feedId, exactMax + 2_000],
  );
  for (const [table, unit] of [
    ['rollup_hours', 'hour'],
    ['rollup_minutes', 'minute'],
  ]) {
    await db.pool.query(
      `insert into ${table} as r (workspace_id, bucket, error_code, app, feed_id, interactive, events)
       select workspace_id, date_trunc('${unit}', occurred_at), error_code, app, feed_id, 'yes', count(*)
       from sign_ins where user_key like 'crowd%' group by 1, 2, 3, 4, 5
       on conflict (workspace_id, bucket, error_code, app, feed_id, interactive)
       do update set events = r.events + excluded.events`,
    );
  }
  await db.pool.query(
    `insert into error_groups (workspace_id, error_code, app, state, state_since, first_seen_at, last_seen_at)
     select workspace_id, error_code, app, 'ongoing', now(), min(bucket), max(bucket) from rollup_hours
     where error_code <> 'entra/0' group by 1, 2, 3`,
  );
  await db.pool.query(
    `insert into unfolded_buckets (workspace_id, bucket_minutes, bucket, mark)
     select distinct workspace_id, 15, date_bin('15 minutes', bucket, '2000-01-01Z'), gen_random_uuid() from rollup_minutes`,
  );
}

const fold = () => foldSettled(database.db, { now: new Date(Date.now() + hourMs), forMs: 60_000 });

async function readFiltered(db: Db, filter: SignInFilter) {
  const query = { workspaceId, range, filter, limit: 20 };
  return {
    summary: await getSummary(db, query),
    byCause: await getTrends(db, { ...query, by: 'cause' }),
    byApp: await getTrends(db, { ...query, by: 'app' }),
    errors: await listErrors(db, { ...query, sort: 'events' }),
    groups: await listErrorGroups(db, { ...query, sort: 'events', me: null }),
  };
}

async function readAll(db: Db) {
  const query = { workspaceId, range, filter: {}, limit: 20 };
  return {
    summary: await getSummary(db, query),
    byCause: await getTrends(db, { ...query, by: 'cause' }),
    byApp: await getTrends(db, { ...query, by: 'app' }),
    grid: await getCauseSourceGrid(db, query),
    errors: await listErrors(db, { ...query, sort: 'people' }),
    apps: await getBreakdown(db, { ...query, by: 'app' }),
    causes: await getBreakdown(db, { ...query, by: 'cause' }),
    people: await getBreakdown(db, { ...query, by: 'user' }),
    addresses: await getBreakdown(db, { ...query, by: 'ip' }),
    groups: await listErrorGroups(db, { ...query, sort: 'people', me: null }),
    // Of a month, the events of the groups that are shown are kept apart.
    groupsOfMonth: await listErrorGroups(db, { ...query, range: month, sort: 'events', me: null }),
    peopleOfCode: await getBreakdown(db, { ...query, filter: { code: ['entra/50126'] }, by: 'user' }),
    ofApp: await readFiltered(db, { app: ['App 1'] }),
    // Of this address, days are listed and hours are not.
    ofAddress: await readFiltered(db, { ip: ['198.51.100.1'] }),
  };
}

/** What a process answers that has kept all of before, once it is sure that one that has just started says the same. */
async function readAgain() {
  const kept = await readAll(database.db);
  const started = connectDb(database.databaseUrl, { connectionsMax: 4 });
  try {
    expect(kept).toEqual(await readAll(started));
  } finally {
    await started.close();
  }
  return kept;
}

test('whatever changes, a process that has kept buckets in memory answers as one that has just started', async () => {
  const { db, feedId } = database;
  await fold();
  const first = await readAgain();
  expect(first.summary.counts.failures).toBeGreaterThan(exactMax);
  // All of it comes from memory now.
  expect(await readAgain()).toEqual(first);

  const late = [0, 5, 50, 75].map((hours) => ({
    at: new Date(start + hours * hourMs + 10 * minuteMs),
    errorCode: 'okta/LOCKED',
    app: 'Late App',
    user: `late${hours}`,
    times: 3,
  }));
  await insertEvents(db, feedId, late);
  const marked = await readAgain();
  expect(marked.summary.counts.failures).toBe(first.summary.counts.failures + 12);
  await fold();
  const folded = await readAgain();
  expect(folded.summary.counts.failures).toBe(marked.summary.counts.failures);
  expect(folded.byApp).toEqual(marked.byApp);

  const locked = { system: 'okta', code: 'LOCKED', variant: null, known: true, title: 'Locked' } as const;
  const decided = { ...locked, source: 'directory', actor: 'end-user' } as const;
  await writeCodeClasses(db.pool, workspaceId, [{ ...decided, outcome: 'failure', cause: 'mfa' }]);
  expect((await readAgain()).grid.cells.map(({ cause }) => cause)).toContain('mfa');
  await writeCodeClasses(db.pool, workspaceId, [{ ...decided, outcome: 'interrupt', cause: 'mfa' }]);
  const turned = await readAgain();
  expect(turned.summary.counts.failures).toBeLessThan(folded.summary.counts.failures);
  await fold();
  expect((await readAgain()).summary.counts.failures).toBe(turned.summary.counts.failures);

  await db.pool.query(
    "update error_groups set state = 'resolved' where error_code = 'entra/50126' and app = 'App 1'",
  );
  expect((await readAgain()).groups.states.resolved).toBe(1);
  await db.pool.query("delete from error_groups where error_code = 'entra/50126' and app = 'App 1'");
  expect((await readAgain()).groups.states.resolved).toBe(0);

  await db.pool.query("update workspaces set sign_in_days = 2 where id = 'default'");
  await dropExpired(db, new Date());
  const withoutPeople = await readAgain();
  expect(withoutPeople.summary.counts.failures).toBe(turned.summary.counts.failures);
  expect(withoutPeople.summary.counts.people).toBeLessThan(turned.summary.counts.people);
  await db.pool.query(
    "update workspaces set hour_rollup_days = 2, minute_rollup_days = 1 where id = 'default'",
  );
  await dropExpired(db, new Date());
  expect((await readAgain()).summary.counts.failures).toBeLessThan(turned.summary.counts.failures);
}, 300_000);
