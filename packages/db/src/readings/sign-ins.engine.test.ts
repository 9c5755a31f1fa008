import { type SignInRow, signInsSchema } from '@turnaway/contracts';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase } from '../testing.js';
import { getSignIn } from './get-sign-in.js';
import { listSignIns, type SignInsQuery } from './list-sign-ins.js';
import { hourMs, minuteMs } from './range.js';
import { lookedAtMax } from './search-sign-ins.js';
import { insertClasses, insertEvents, type WorldClasses } from './testing.js';

const workspaceId = 'default';
const base = Math.floor(Date.now() / hourMs) * hourMs - 30 * hourMs;
const at = (minutes: number) => new Date(base + minutes * minuteMs);
const range = { from: at(0).toISOString(), to: at(120).toISOString() };

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  const { db, feedId } = database;
  const classes: WorldClasses = {
    'entra/0': ['success', null, 'identity-provider', 'Signed in'],
    'entra/50126': ['failure', 'user-credential', 'identity-provider', 'Wrong password'],
    'okta/LOCKED': ['failure', 'account-state', 'identity-provider', 'Account locked'],
  };
  await insertClasses(db, classes);
  await insertClasses(db, classes, {}, 'elsewhere');
  await insertEvents(db, feedId, [
    { errorCode: 'entra/0', app: 'Mail', at: at(1), times: 9 },
    {
      errorCode: 'entra/50126',
      app: 'Mail',
      user: 'Ann@example.com',
      ip: '192.0.2.1',
      at: at(10),
      times: 11,
    },
    { errorCode: 'entra/50126', app: 'Wiki', user: '100%_sure@example.com', country: 'FR', at: at(10) },
    {
      errorCode: 'okta/LOCKED',
      app: null,
      user: 'Bob',
      at: at(30),
      reasonText: 'Locked by policy 7',
      correlationId: 'cor-1',
    },
    { errorCode: 'okta/LOCKED', user: 'Bob', at: at(120) },
    { errorCode: 'okta/LOCKED', user: 'Eve', at: at(40), workspaceId: 'elsewhere' },
  ]);
});
afterAll(() => database.drop());

const list = (query: Partial<SignInsQuery> = {}) =>
  listSignIns(database.db, { workspaceId, range, filter: {}, limit: 50, ...query });

test('kept sign-ins come newest first, in the shape of the contract, and the end of the range is out', async () => {
  const page = signInsSchema.parse(await list());
  expect(page.total).toBe(13);
  expect(page.items).toHaveLength(13);
  expect(page.nextCursor).toBeNull();
  expect(page.items[0]).toMatchObject({
    occurredAt: at(30).toISOString(),
    codeClass: { system: 'okta', code: 'LOCKED', title: 'Account locked' },
    userName: 'Bob',
    app: null,
    reasonText: 'Locked by policy 7',
    correlationId: 'cor-1',
    feed: { id: database.feedId, name: 'test feed' },
  });
});

test.each([1, 2, 5, 12, 13])('pages of %i neither skip nor repeat among equal times', async (limit) => {
  const seen: SignInRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ limit, cursor });
    seen.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen.map((row) => row.id)).toEqual((await list()).items.map((row) => row.id));
  expect(new Set(seen.map((row) => row.id)).size).toBe(13);
});

test.each([
  ['a user', 'ANN@', 11],
  ['an app', 'wiki', 1],
  ['an address', '192.0.2.', 11],
  ['a reason', 'by policy', 1],
  ['a title', 'wrong pass', 12],
  ['a part of a correlation id', 'cor-', 1],
  ['signs that mean something in a pattern', '%_s', 1],
  ['a code', 'okta/lock', 1],
  ['a code’s exact text', 'entra/50126', 12],
  ['no name of a field', 'userName', 0],
  ['a quoted word', 'policy 7', 1],
  ['nothing', 'nowhere', 0],
])('text finds %s', async (_name, q, total) => {
  const page = await list({ q });
  expect([page.total, page.items.length]).toEqual([total, total]);
});

test.each([
  ['a person, in any letter case', 'ANN@example.com', 11],
  ['an address', '192.0.2.1', 11],
  ['a correlation id', 'cor-1', 1],
])('what is exactly %s is found by that, however old', async (_name, q, total) => {
  const page = await list({ q });
  expect([page.total, page.items.length, page.search]).toEqual([
    total,
    total,
    { by: 'value', lookedAt: null, until: null },
  ]);
  expect((await list({ q, match: 'text' })).search?.by).toBe('text');
});

test('a sign-in is found by its own id', async () => {
  const [first] = (await list({ limit: 1 })).items;
  expect((await list({ q: first?.id ?? '' })).items).toEqual([first]);
});

test('pages of what text finds neither skip nor repeat', async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ q: 'wrong', limit: 5, cursor });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual((await list({ q: 'wrong' })).items.map(({ id }) => id));
});

test('a text is looked for in so many of the newest, and then in those before', async () => {
  const { db, feedId } = database;
  const old = { from: at(-20).toISOString(), to: at(-5).toISOString() };
  await insertEvents(db, feedId, [{ errorCode: 'entra/50126', app: 'Long ago', at: at(-15) }]);
  await db.pool.query(
    `insert into sign_ins (event_key, occurred_at, workspace_id, feed_id, batch_id, error_code, app, event)
     select gen_random_uuid(), $1::timestamptz + make_interval(secs => n / 400.0), 'default', $2, $2, 'okta/LOCKED',
       '(none)', '{"app": null}' from generate_series(1, $3::int) n`,
    [at(-14), feedId, lookedAtMax + 5],
  );
  const first = await list({ q: 'long ago', range: old });
  expect([first.items, first.search?.lookedAt]).toEqual([[], lookedAtMax]);
  expect(first.search?.until).not.toBeNull();
  const second = await list({ q: 'long ago', range: old, cursor: first.nextCursor ?? undefined });
  expect(second.items.map(({ app }) => app)).toEqual(['Long ago']);
  expect([second.nextCursor, second.search?.until]).toEqual([null, null]);
  // A filter that an index knows is looked through whole.
  const ofCode = await list({ q: 'long ago', range: old, filter: { code: ['entra/50126'] } });
  expect([ofCode.items.length, ofCode.search?.until]).toEqual([1, null]);
});

test('filters combine with text', async () => {
  expect((await list({ filter: { code: ['entra/50126'], app: ['Wiki'] }, q: 'sure' })).total).toBe(1);
  expect((await list({ filter: { user: ['BOB'] } })).total).toBe(1);
  expect((await list({ filter: { country: ['FR'], cause: ['account-state'] } })).total).toBe(0);
});

test('a range is exact to the millisecond', async () => {
  const from = new Date(at(10).getTime() + 1).toISOString();
  expect((await list({ range: { from, to: at(30).toISOString() } })).total).toBe(0);
  expect((await list({ range: { from: at(10).toISOString(), to: from } })).total).toBe(12);
});

test('a total too large to count one by one comes from the rollups', async () => {
  const { db, feedId } = database;
  await db.pool.query(
    `insert into rollup_minutes values ('default', $1, 'entra/50126', 'Load', $2, 'no', 30000)`,
    [at(300), feedId],
  );
  await insertEvents(db, feedId, [{ errorCode: 'entra/50126', app: 'Load', at: at(300), times: 3 }]);
  const page = await list({ range: { from: at(290).toISOString(), to: at(310).toISOString() }, limit: 2 });
  expect([page.items.length, page.total]).toEqual([2, 30_003]);
});

test('a cursor that is not ours starts from the beginning', async () => {
  const forged = Buffer.from(JSON.stringify([at(10).toISOString(), 'no id'])).toString('base64url');
  expect((await list({ cursor: 'zzz' })).items).toHaveLength(13);
  expect((await list({ cursor: forged })).items).toHaveLength(13);
});

test('one sign-in is found by its id, in its own workspace alone', async () => {
  const [first] = (await list({ limit: 1 })).items;
  expect(first).toBeDefined();
  const id = first?.id ?? '';
  expect(await getSignIn(database.db, { workspaceId, id })).toEqual(first);
  expect(await getSignIn(database.db, { workspaceId: 'elsewhere', id })).toBeNull();
  expect(await getSignIn(database.db, { workspaceId, id: 'no id' })).toBeNull();
});
