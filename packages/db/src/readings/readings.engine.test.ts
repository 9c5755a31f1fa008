import {
  breakdownSchema,
  causeSourceGridSchema,
  countsSchema,
  errorDetailSchema,
  errorRowSchema,
  pageOf,
  type SignInFilter,
  summarySchema,
  type TimeRange,
  trendsSchema,
} from '@turnaway/contracts';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase } from '../testing.js';
import { getBreakdown } from './get-breakdown.js';
import { getCauseSourceGrid } from './get-cause-source-grid.js';
import { getCounts } from './get-counts.js';
import { getErrorDetail } from './get-error-detail.js';
import { getSummary } from './get-summary.js';
import { getTrends } from './get-trends.js';
import { listErrors } from './list-errors.js';
import { dayMs, hourMs, minuteMs } from './range.js';
import { insertClasses, insertEvents, type WorldClasses, type WorldEvent } from './testing.js';

const workspaceId = 'default';
/** A full hour, well within the time that minutes are kept for; events stand at minutes relative to it. */
const base = Math.floor(Date.now() / hourMs) * hourMs - 30 * hourMs;
const at = (minutes: number) => new Date(base + minutes * minuteMs);
const range = (from: number, to: number) => ({ from: at(from).toISOString(), to: at(to).toISOString() });

const classes: WorldClasses = {
  'entra/0': ['success', null, 'identity-provider', 'Signed in'],
  'entra/50126': ['failure', 'user-credential', 'identity-provider', 'Wrong password'],
  'entra/50053': ['failure', 'account-state', 'identity-provider', 'Account locked'],
  'entra/50053#malicious-ip': ['failure', 'security-threat', 'identity-provider', 'Malicious address'],
  'entra/50140': ['interrupt', 'expected-step', 'identity-provider', 'Stay signed in?'],
  'entra/65001': ['conditional', 'consent', 'identity-provider', 'Consent needed'],
  'entra/99999999': ['failure', 'unclassified', 'unknown', 'entra/99999999', { unknown: true }],
  'okta/50126': ['failure', 'service-fault', 'directory', 'Same digits, other system'],
  'oauth/temporarily_unavailable': ['failure', 'service-fault', 'identity-provider', 'Never seen'],
  'entra/90000': ['other', null, 'outside', 'No sign-in at all'],
};
const firstSeenAt = {
  'entra/50126': at(-1500),
  'entra/50053': at(5),
  'entra/50053#malicious-ip': at(65),
  'entra/50140': at(-600),
  'entra/65001': at(10),
  'entra/99999999': at(61),
  'okta/50126': at(100),
};

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let otherFeedId: string;

/** The range under test is 00:20 to 03:10 after `base`: 170 minutes, whole hours 1 and 2; before it, -02:30 to 00:20. */
const tested = range(20, 190);

beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  const { db, feedId } = database;
  const feed = await db.prisma.feed.create({ data: { workspaceId, name: 'second feed' } });
  otherFeedId = feed.id;
  await insertClasses(db, classes, firstSeenAt);
  await insertClasses(db, classes, {}, 'elsewhere');
  const ann = { user: 'Ann@example.com', ip: '192.0.2.1', country: 'DE', client: 'Firefox', device: 'Linux' };
  const bob = { user: 'bob@example.com', ip: '192.0.2.2', country: 'FR', client: 'Firefox' };
  const wrongPassword = { errorCode: 'entra/50126', reasonText: 'Invalid username or password' };
  const events: WorldEvent[] = [
    // Before the range: 4 failures, 10 successes; one of each at the last minute.
    { ...wrongPassword, ...ann, app: 'Mail', at: at(-149), times: 2 },
    { errorCode: 'entra/50053', ...bob, app: 'Mail', at: at(5) },
    { ...wrongPassword, ...ann, app: 'Mail', at: at(19) },
    { errorCode: 'entra/0', app: 'Mail', at: at(-30), times: 9 },
    { errorCode: 'entra/0', app: 'Mail', at: at(19) },
    // Out of both.
    { ...wrongPassword, ...bob, app: 'Mail', at: at(-151), times: 50 },
    { ...wrongPassword, ...bob, app: 'Mail', at: at(190), times: 60 },
    // In the range: left edge (20–60), hours 1 and 2, right edge (180–190).
    { ...wrongPassword, ...ann, app: 'Mail', at: at(20), times: 3 },
    {
      ...wrongPassword,
      ...bob,
      app: 'Wiki',
      at: at(59.9),
      times: 2,
      reasonText: 'Error validating credentials',
      interactive: false,
      policies: ['Block legacy clients', 'Managed devices only'],
    },
    { errorCode: 'entra/0', app: 'Mail', at: at(60), times: 20 },
    { errorCode: 'entra/99999999', ...bob, app: 'Wiki', at: at(61), reasonText: 'Something new' },
    { errorCode: 'entra/50053#malicious-ip', ...ann, app: 'Mail', at: at(65), times: 2 },
    { errorCode: 'entra/50140', ...ann, app: 'Mail', at: at(66), times: 4 },
    { errorCode: 'entra/65001', user: 'cid', app: 'Portal', at: at(67) },
    { errorCode: 'okta/50126', app: null, at: at(179), feedId: otherFeedId },
    { errorCode: 'entra/90000', app: 'Shop', at: at(120), times: 7 },
    { errorCode: 'entra/50053', ...bob, app: 'Mail', at: at(180), times: 1 },
    { errorCode: 'entra/0', app: 'Wiki', at: at(189), times: 6, interactive: false },
    // Someone else's.
    { ...wrongPassword, ...ann, app: 'Mail', at: at(70), times: 5, workspaceId: 'elsewhere' },
  ];
  await insertEvents(db, feedId, events);
});
afterAll(() => database.drop());

const counts = (filter: SignInFilter = {}, of = tested) =>
  getCounts(database.db, { workspaceId, range: of, filter });

test('a summary counts the range and the period before, and leaves expected steps out of the failure rate', async () => {
  const { db, feedId } = database;
  await db.pool.query(
    `insert into batches (id, workspace_id, feed_id, digest, received_at, bytes)
     values (gen_random_uuid(), 'default', $1, '\\x00', $2, 1)`,
    [feedId, at(200)],
  );
  const summary = summarySchema.parse(await getSummary(db, { workspaceId, range: tested, filter: {} }));
  expect(summary).toEqual({
    range: tested,
    before: range(-150, 20),
    isBeforeCovered: true,
    counts: {
      successes: 26,
      failures: 10,
      interrupts: 5,
      failureRate: 10 / 36,
      people: 2,
      peopleIs: 'exact',
      apps: 2,
      unknownCodes: 1,
      unknownCodeEvents: 1,
    },
    countsBefore: {
      successes: 10,
      failures: 4,
      interrupts: 0,
      failureRate: 4 / 14,
      people: 2,
      peopleIs: 'exact',
      apps: 1,
      unknownCodes: 0,
      unknownCodeEvents: 0,
    },
    newestEventAt: at(190).toISOString(),
    newestBatchAt: at(200).toISOString(),
    feeds: 2,
    firingAlerts: 0,
  });
});

test('a period before that was not watched from its beginning is said to be so', async () => {
  const { db } = database;
  const isCovered = async (of: TimeRange) =>
    (await getSummary(db, { workspaceId, range: of, filter: {} })).isBeforeCovered;
  expect(await isCovered(tested)).toBe(true);
  expect(await isCovered(range(-600_000, 190))).toBe(false);
});

test('a workspace without events answers with zeros, and with no rate', async () => {
  const summary = await getSummary(database.db, { workspaceId: 'empty', range: tested, filter: {} });
  expect(summarySchema.parse(summary)).toMatchObject({
    counts: { successes: 0, failures: 0, failureRate: null, people: 0 },
    newestEventAt: null,
    newestBatchAt: null,
    feeds: 0,
  });
});

test('counts are exact at every minute: two parts of a range always add up to the whole', async () => {
  const whole = await counts();
  for (const cut of [21, 59, 60, 61, 66, 67, 119, 120, 121, 179, 180, 181, 189]) {
    const [left, right] = await Promise.all([counts({}, range(20, cut)), counts({}, range(cut, 190))]);
    expect([cut, left.failures + right.failures]).toEqual([cut, whole.failures]);
    expect([cut, left.successes + right.successes]).toEqual([cut, whole.successes]);
  }
  expect((await counts({}, range(20, 21))).failures).toBe(3);
  expect((await counts({}, range(21, 59))).failures).toBe(0);
  expect((await counts({}, range(59, 60))).failures).toBe(2);
  expect((await counts({}, range(190, 191))).failures).toBe(60);
  expect((await counts({}, range(50, 50))).failures).toBe(0);
});

test('a range that ends within a minute counts that minute', async () => {
  expect((await counts({}, { from: at(189).toISOString(), to: at(190.2).toISOString() })).failures).toBe(60);
});

test.each<[string, SignInFilter, Partial<Awaited<ReturnType<typeof counts>>>]>([
  ['a code without its system is that code of any system', { code: ['50126'] }, { failures: 6 }],
  ['a code with its system is that one', { code: ['entra/50126'] }, { failures: 5, people: 2 }],
  ['a code means all its variants', { code: ['entra/50053'] }, { failures: 3 }],
  ['a variant means that alone', { code: ['entra/50053#malicious-ip'] }, { failures: 2, people: 1 }],
  [
    'several values of one filter: any fits',
    { cause: ['account-state', 'security-threat'] },
    { failures: 3 },
  ],
  ['several filters: all fit', { code: ['entra/50126'], app: ['Wiki'] }, { failures: 2, successes: 0 }],
  ['an app keeps its successes', { app: ['Wiki'] }, { failures: 3, successes: 6, failureRate: 3 / 9 }],
  ['a system', { system: ['okta'] }, { failures: 1, apps: 0, people: 0 }],
  ['a source', { source: ['unknown'] }, { failures: 1, unknownCodes: 1 }],
  ['an outcome', { outcome: ['conditional'] }, { failures: 0, interrupts: 1 }],
  ['a user, in any letter case', { user: ['ANN@example.com'] }, { failures: 5, interrupts: 4, successes: 0 }],
  ['a user has no failure rate', { user: ['ann@example.com'] }, { failureRate: null, people: 1 }],
  ['an address', { ip: ['192.0.2.2'] }, { failures: 4 }],
  ['a country with a code and an app', { country: ['FR'], code: ['50126'], app: ['Wiki'] }, { failures: 2 }],
  [
    'a client is known of failures alone',
    { client: ['Firefox'] },
    { failures: 9, successes: 0, failureRate: null },
  ],
  ['a device', { device: ['Linux'] }, { failures: 5, interrupts: 4, successes: 0, people: 1 }],
  ['a policy that refused', { policy: ['Block legacy clients'] }, { failures: 2, people: 1 }],
  ['a policy that refused beside another', { policy: ['Managed devices only'] }, { failures: 2, people: 1 }],
  [
    'nobody at the screen, with the successes',
    { interactive: ['no'] },
    { failures: 2, successes: 6, failureRate: 2 / 8, people: 1, apps: 1 },
  ],
  ['a person at the screen', { interactive: ['yes'] }, { failures: 8, successes: 20 }],
  ['a log that does not say', { interactive: ['unknown'] }, { failures: 0, successes: 0 }],
  ['no such code', { code: ["x' or true --"] }, { failures: 0, successes: 0, failureRate: null }],
  ['no such feed', { feed: ['not-a-uuid'] }, { failures: 0 }],
])('a filter narrows the counts: %s', async (_name, filter, expected) => {
  expect(countsSchema.parse(await counts(filter))).toMatchObject(expected);
});

test('a filter by feed keeps that feed alone', async () => {
  expect((await counts({ feed: [otherFeedId] })).failures).toBe(1);
});

const errors = (filter: SignInFilter = {}, more = {}) =>
  listErrors(database.db, { workspaceId, range: tested, filter, sort: 'events', limit: 50, ...more });

test('errors are listed by code with what they mean, unknown codes among them', async () => {
  const page = pageOf(errorRowSchema).parse(await errors());
  expect(page.total).toBe(5);
  expect(page.nextCursor).toBeNull();
  expect(page.items.map((row) => [`${row.system}/${row.code}#${row.variant}`, row.events])).toEqual([
    ['entra/50126#null', 5],
    ['entra/50053#malicious-ip', 2],
    ['entra/50053#null', 1],
    ['entra/99999999#null', 1],
    ['okta/50126#null', 1],
  ]);
  expect(page.items[0]).toMatchObject({
    title: 'Wrong password',
    cause: 'user-credential',
    known: true,
    eventsBefore: 3,
    people: 2,
    apps: 2,
    topApp: 'Mail',
    isNew: false,
    firstSeenAt: at(-1500).toISOString(),
    lastSeenAt: at(190).toISOString(),
  });
  expect(page.items[3]).toMatchObject({ known: false, isNew: true, eventsBefore: 0 });
  expect(page.items[4]).toMatchObject({ apps: 0, topApp: null, people: 0 });
});

test('a spark adds up to the events, in 24 equal parts', async () => {
  const { items } = await errors({ code: ['entra/50126'] });
  // Parts of 170 / 24 = 7.08 minutes: minute 20 is in the first, minute 59 in the sixth (55.4 to 62.5).
  expect(items[0]?.spark).toEqual([3, 0, 0, 0, 0, 2, ...new Array(18).fill(0)]);
});

test('errors are sorted as asked for', async () => {
  const order = async (sort: string) => (await errors({}, { sort })).items.map((row) => row.title);
  expect((await order('people'))[0]).toBe('Wrong password');
  expect((await order('people')).at(-1)).toBe('Same digits, other system');
  expect(await order('change')).toEqual([
    'Wrong password',
    'Malicious address',
    'entra/99999999',
    'Same digits, other system',
    'Account locked',
  ]);
  expect((await order('newest'))[0]).toBe('Same digits, other system');
});

test('an outcome in the filter lists codes of that outcome instead of failures', async () => {
  const page = await errors({ outcome: ['interrupt', 'success'] });
  expect(page.items.map((row) => [row.title, row.events])).toEqual([
    ['Signed in', 26],
    ['Stay signed in?', 4],
  ]);
  expect(page.items[0]?.lastSeenAt).toBe(at(180).toISOString());
});

test('the pages of a list of errors join without a gap or a repeat', async () => {
  const titles: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await errors({}, { limit: 2, cursor });
    expect(page.total).toBe(5);
    titles.push(...page.items.map((row) => row.title));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(titles).toEqual((await errors()).items.map((row) => row.title));
});

test('a cursor that is not ours starts from the beginning', async () => {
  expect((await errors({}, { cursor: 'zzz' })).items).toHaveLength(5);
});

const detail = (code: string, variant: string | null, filter: SignInFilter = {}) =>
  getErrorDetail(database.db, { workspaceId, system: 'entra', code, variant, range: tested, filter });

test('the detail of a code counts it with all its variants, and names each', async () => {
  const found = await detail('50053', null);
  expect(errorDetailSchema.omit({ entry: true, override: true }).parse(found)).toMatchObject({
    codeClass: { title: 'Account locked', variant: null },
    variants: [{ variant: 'malicious-ip', events: 2 }],
    events: 3,
    eventsBefore: 1,
    people: 2,
    firstSeenAt: at(5).toISOString(),
    lastSeenAt: at(180).toISOString(),
  });
});

test('the detail of a variant counts that variant alone', async () => {
  expect(await detail('50053', 'malicious-ip')).toMatchObject({
    codeClass: { title: 'Malicious address' },
    events: 2,
    eventsBefore: 0,
    people: 1,
    lastSeenAt: at(65).toISOString(),
  });
});

test('the detail of a code has the system’s own words, most frequent first, within the filter', async () => {
  expect((await detail('50126', null))?.reasonTexts).toEqual([
    { text: 'Invalid username or password', events: 3 },
    { text: 'Error validating credentials', events: 2 },
  ]);
  expect(await detail('50126', null, { app: ['Wiki'] })).toMatchObject({
    events: 2,
    people: 1,
    reasonTexts: [{ text: 'Error validating credentials', events: 2 }],
  });
});

test('the detail of an expected step counts it too', async () => {
  expect(await detail('50140', null)).toMatchObject({ events: 4, people: 1 });
});

test('a known code that was never seen has a detail, and a code that nobody knows has none', async () => {
  const { db } = database;
  const never = { workspaceId, system: 'oauth', code: 'temporarily_unavailable', variant: null };
  expect(await getErrorDetail(db, { ...never, range: tested, filter: {} })).toMatchObject({
    events: 0,
    firstSeenAt: null,
    lastSeenAt: null,
  });
  expect(await detail('1', null)).toBeNull();
  expect(await detail('50053', 'no-such-variant')).toBeNull();
});

const breakdown = (
  by: Parameters<typeof getBreakdown>[1]['by'],
  filter: SignInFilter = {},
  more: { limit?: number; cursor?: string } = {},
) => getBreakdown(database.db, { workspaceId, range: tested, filter, by, limit: 50, ...more });

test('a breakdown by app has failures, successes and shares', async () => {
  expect(breakdownSchema.parse(await breakdown('app'))).toEqual({
    range: tested,
    before: range(-150, 20),
    by: 'app',
    items: [
      {
        key: 'Mail',
        label: 'Mail',
        failures: 6,
        failuresBefore: 4,
        successes: 20,
        failureRate: 6 / 26,
        people: 2,
        share: 0.6,
      },
      {
        key: 'Wiki',
        label: 'Wiki',
        failures: 3,
        failuresBefore: 0,
        successes: 6,
        failureRate: 3 / 9,
        people: 1,
        share: 0.3,
      },
      {
        key: '(none)',
        label: 'no app named',
        failures: 1,
        failuresBefore: 0,
        successes: 0,
        failureRate: 1,
        people: 0,
        share: 0.1,
      },
    ],
    nextCursor: null,
    total: 3,
    totalIs: 'exact',
  });
});

test.each([
  [
    'user',
    [
      ['ann@example.com', 5],
      ['bob@example.com', 4],
    ],
  ],
  [
    'ip',
    [
      ['192.0.2.1', 5],
      ['192.0.2.2', 4],
    ],
  ],
  [
    'country',
    [
      ['DE', 5],
      ['FR', 4],
    ],
  ],
  ['client', [['Firefox', 9]]],
] as const)('a breakdown by %s comes from sign-ins, without successes', async (by, expected) => {
  const { items } = breakdownSchema.parse(await breakdown(by));
  expect(items.map((row) => [row.key, row.failures])).toEqual(expected);
  expect(items.every((row) => row.successes === null && row.failureRate === null)).toBe(true);
  // One failure of ten names nobody: it is in no row, and in the whole.
  expect(items.reduce((sum, row) => sum + row.share, 0)).toBeCloseTo(0.9);
});

test.each([
  ['cause', 'user-credential', 'Wrong credential', 5],
  ['source', 'identity-provider', 'identity provider', 8],
  ['system', 'entra', 'Microsoft Entra ID', 9],
  ['code', 'entra/50126', 'Wrong password', 5],
] as const)('a breakdown by %s is labeled in words', async (by, key, label, failures) => {
  expect((await breakdown(by)).items[0]).toMatchObject({ key, label, failures });
});

test('a breakdown by policy counts each that refused for itself, and says of all failures how many', async () => {
  const { items } = breakdownSchema.parse(await breakdown('policy'));
  expect(items).toMatchObject([
    { key: 'Block legacy clients', failures: 2, people: 1, share: 0.2 },
    { key: 'Managed devices only', failures: 2, people: 1, share: 0.2 },
  ]);
});

test('a breakdown by feed is labeled with the names of feeds', async () => {
  expect((await breakdown('feed')).items.map((row) => [row.label, row.failures])).toEqual([
    ['test feed', 9],
    ['second feed', 1],
  ]);
});

test('a breakdown within a person’s sign-ins has no successes', async () => {
  expect((await breakdown('app', { user: ['bob@example.com'] })).items).toMatchObject([
    { key: 'Wiki', failures: 3, successes: null, failureRate: null },
    { key: 'Mail', failures: 1, failuresBefore: 1, successes: null },
  ]);
});

test('the pages of a breakdown join without a gap or a repeat', async () => {
  const first = await breakdown('cause', {}, { limit: 2 });
  const second = await breakdown('cause', {}, { limit: 50, cursor: first.nextCursor ?? '' });
  const all = await breakdown('cause');
  expect([...first.items, ...second.items]).toEqual(all.items);
  expect(first.total).toBe(all.total);
});

const trends = (by: Parameters<typeof getTrends>[1]['by'], filter: SignInFilter = {}, of = tested) =>
  getTrends(database.db, { workspaceId, range: of, filter, by });

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

test('the grid of cause and source adds up to the failures, now and before', async () => {
  const { db } = database;
  const { cells } = causeSourceGridSchema.parse(
    await getCauseSourceGrid(db, { workspaceId, range: tested, filter: {} }),
  );
  const { counts, countsBefore } = await getSummary(db, { workspaceId, range: tested, filter: {} });
  expect(cells.reduce((sum, { failures }) => sum + failures, 0)).toBe(counts.failures);
  expect(cells.reduce((sum, { failuresBefore }) => sum + failuresBefore, 0)).toBe(countsBefore.failures);
  expect(cells).toContainEqual(expect.objectContaining({ cause: 'service-fault', source: 'directory' }));
  const within = await getCauseSourceGrid(db, {
    workspaceId,
    range: tested,
    filter: { cause: ['user-credential'] },
  });
  expect(within.cells.map(({ cause, source }) => [cause, source])).toEqual([
    ['user-credential', 'identity-provider'],
  ]);
});

test('a period can be compared with the same weekday of the week before', async () => {
  const { db } = database;
  const { range: asked, before } = await getSummary(db, {
    workspaceId,
    range: { ...tested, compare: 'week' },
    filter: {},
  });
  expect(Date.parse(asked.from) - Date.parse(before.from)).toBe(7 * dayMs);
  const trends = await getTrends(db, {
    workspaceId,
    range: { ...tested, compare: 'week' },
    filter: {},
    by: 'cause',
  });
  expect(trends.failuresBefore.every((value) => value === 0)).toBe(true);
});

test('trends have every bucket, and add up to the summary', async () => {
  const found = trendsSchema.parse(await trends('cause'));
  expect(found.bucketMinutes).toBe(5);
  expect(found.buckets).toHaveLength(34);
  expect(found.buckets[0]).toBe(at(20).toISOString());
  expect([sum(found.failures), sum(found.successes), sum(found.interrupts)]).toEqual([10, 26, 5]);
  expect(sum(found.failuresBefore)).toBe(4);
  // Minute -149 of the period before is minute 21 of this one: the first bucket. Minute 19 is the last.
  expect([found.failuresBefore[0], found.failuresBefore.at(-1)]).toEqual([2, 1]);
  expect(found.series.map((series) => [series.label, series.total])).toEqual([
    ['Wrong credential', 5],
    ['Security threat', 2],
    ['Account state', 1],
    ['Service fault', 1],
    ['Not classified', 1],
  ]);
  expect(found.series[0]?.values.slice(0, 8)).toEqual([3, 0, 0, 0, 0, 0, 0, 2]);
});

test('trends by outcome hold all events', async () => {
  const { series } = await trends('outcome');
  expect(series.map((one) => [one.key, one.total])).toEqual([
    ['success', 26],
    ['failure', 10],
    ['other', 7],
    ['interrupt', 4],
    ['conditional', 1],
  ]);
});

test('trends are labeled in words', async () => {
  const labels = async (by: 'app' | 'code' | 'system' | 'source') =>
    (await trends(by)).series.map((one) => one.label);
  expect(await labels('app')).toEqual(['Mail', 'Wiki', 'no app named']);
  expect((await labels('code'))[0]).toBe('Wrong password');
  expect(await labels('system')).toEqual(['Microsoft Entra ID', 'Okta']);
  expect(await labels('source')).toContain('identity provider');
});

test('trends within a person’s sign-ins are counted from these', async () => {
  const found = await trends('code', { user: ['bob@example.com'] });
  expect([sum(found.failures), sum(found.successes), sum(found.failuresBefore)]).toEqual([4, 0, 1]);
  expect(found.failures[7]).toBe(2);
});

test('trends name the 12 largest and gather the rest as other, without losing an event', async () => {
  const { db, feedId } = database;
  const apps = Array.from({ length: 15 }, (_, index) => `App ${String(index).padStart(2, '0')}`);
  await insertEvents(
    db,
    feedId,
    apps.map((app, index) => ({ errorCode: 'entra/50126', app, at: at(600 + index), times: 20 - index })),
  );
  const { series, failures } = await trends('app', {}, range(600, 640));
  expect(series).toHaveLength(13);
  expect(series.at(-1)).toMatchObject({ key: 'other', label: 'other', total: 8 + 7 + 6 });
  expect(sum(series.map((one) => one.total))).toBe(sum(failures));
});

test('where only hours are kept, times are cut to the hour and nothing is counted twice', async () => {
  const { db, feedId } = database;
  const old = (minutes: number) => new Date(base - 20 * dayMs + minutes * minuteMs);
  await insertEvents(
    db,
    feedId,
    [10, 50, 70, 130].map((minutes) => ({ errorCode: 'entra/50126', app: 'Old', at: old(minutes) })),
    { withMinutes: false },
  );
  const of = (from: number, to: number) => ({ from: old(from).toISOString(), to: old(to).toISOString() });
  const parts = await Promise.all([of(0, 45), of(45, 100), of(100, 180)].map((part) => counts({}, part)));
  expect(sum(parts.map((part) => part.failures))).toBe(4);
  const found = await trends('app', {}, of(0, 180));
  expect([found.bucketMinutes, found.failures]).toEqual([60, [2, 1, 1]]);
});
