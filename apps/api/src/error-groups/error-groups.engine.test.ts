import {
  bulkErrorGroupsAnswerSchema,
  type ErrorGroupState,
  errorGroupDetailSchema,
  errorGroupSchema,
  errorGroupsSchema,
  sessionSchema,
} from '@turnaway/contracts';
import { insertClasses, insertEvents, type WorldEvent } from '@turnaway/db/readings/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { owner, startTestServer, type TestServer } from '../testing/start-test-server.js';

const minuteMs = 60_000;
let server: TestServer;
let cookie: string;
let ownerId: string;
let feedId: string;
beforeAll(async () => {
  server = await startTestServer();
  cookie = await server.signIn();
  sessionSchema.parse(await (await server.fetch('/api/session', { headers: { cookie } })).json());
  ownerId = (await server.db.prisma.user.findFirstOrThrow({ where: { email: owner.email } })).id;
  feedId = (await server.db.prisma.feed.findFirstOrThrow({ where: { name: 'default' } })).id;
  const seen = new Date(Date.now() - 60 * minuteMs);
  await insertClasses(
    server.db,
    {
      'test/bad': ['failure', 'user-credential', 'identity-provider', 'Wrong password'],
      'test/policy': ['failure', 'access-policy', 'identity-provider', 'Refused by a policy'],
      'test/prompt': ['interrupt', 'mfa', 'identity-provider', 'Asked for more'],
    },
    { 'test/bad': seen, 'test/policy': seen, 'test/prompt': seen },
  );
});
afterAll(() => server.stop());

beforeEach(async () => {
  await server.db.pool.query(
    'truncate error_groups, error_group_history, rollup_hours, rollup_minutes, sign_ins',
  );
  await happened(
    { errorCode: 'test/bad', app: 'Payroll', user: 'ada', times: 3 },
    { errorCode: 'test/bad', app: 'Payroll', user: 'bob' },
    { errorCode: 'test/bad', app: 'CRM', user: 'ada', times: 2 },
    { errorCode: 'test/policy', app: null, user: 'cem' },
    { errorCode: 'test/prompt', app: 'CRM', user: 'dee', times: 9 },
  );
});

async function happened(...events: Omit<WorldEvent, 'at'>[]): Promise<void> {
  const at = new Date(Date.now() - 5 * minuteMs);
  await insertEvents(
    server.db,
    feedId,
    events.map((event) => ({ ...event, at })),
  );
  for (const { errorCode, app } of events) {
    await server.db.pool.query(
      `insert into error_groups (workspace_id, error_code, app, state, state_since, first_seen_at, last_seen_at, events)
       values ('default', $1, $2, 'ongoing', now(), $3, $3, 1) on conflict do nothing`,
      [errorCode, app ?? '(none)', at],
    );
  }
}

async function setState(app: string, state: ErrorGroupState): Promise<void> {
  await server.db.pool.query('update error_groups set state = $2 where app = $1', [app, state]);
}

/** Asks as the owner, in a browser. */
async function asOwner(method: string, path: string, body?: unknown) {
  const response = await server.fetch(path, {
    method,
    headers: { cookie, origin: server.url, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  return { status: response.status, body: answer };
}

const list = async (query = '') =>
  errorGroupsSchema.parse((await asOwner('GET', `/api/error-groups?${query}`)).body);
const detail = async (path: string) =>
  errorGroupDetailSchema.parse((await asOwner('GET', `/api/error-groups/${path}`)).body);

test('the list has one row for each code and app, with its counts, and leaves expected steps out', async () => {
  const { items, total, states } = await list();
  expect(items.map(({ id, events, people }) => [id, events, people])).toEqual([
    ['test/bad@Payroll', 4, 2],
    ['test/bad@CRM', 2, 1],
    ['test/policy@(none)', 1, 1],
  ]);
  expect(items[0]?.spark.at(-1)).toBe(4);
  expect({ total, states }).toMatchObject({ total: 3, states: { ongoing: 3, new: 0, resolved: 0 } });
});

test.each([
  ['code=test/bad&app=CRM', ['test/bad@CRM']],
  ['user=cem', ['test/policy@(none)']],
  ['cause=access-policy', ['test/policy@(none)']],
  ['outcome=interrupt', ['test/prompt@CRM']],
  ['sort=people', ['test/bad@Payroll', 'test/bad@CRM', 'test/policy@(none)']],
  ['sort=state', ['test/bad@CRM', 'test/bad@Payroll', 'test/policy@(none)']],
  ['state=regressed&state=new', ['test/bad@CRM']],
  ['assignee=nobody&sort=change&limit=1', ['test/bad@Payroll']],
  ['assignee=me', []],
  ['from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z', []],
])('the list takes %s', async (query, ids) => {
  await setState('CRM', 'regressed');
  expect((await list(query)).items.map(({ id }) => id)).toEqual(ids);
});

test('pages of the list follow on one another, and each says the total', async () => {
  const first = await list('limit=2');
  const second = await list(`limit=2&cursor=${first.nextCursor}`);
  expect([first.items.length, first.total, second.items.length, second.total, second.nextCursor]).toEqual([
    2,
    3,
    1,
    3,
    null,
  ]);
});

test('a group is assigned, talked about and resolved, and its history says by whom', async () => {
  await setState('Payroll', 'new');
  const path = 'test/bad?app=Payroll';
  const assigned = await asOwner('PATCH', `/api/error-groups/${path}`, { assignee: ownerId });
  expect(errorGroupSchema.parse(assigned.body)).toMatchObject({
    state: 'ongoing',
    assignee: { email: owner.email },
  });
  expect((await list()).mine).toBe(1);
  expect(
    await asOwner('POST', '/api/error-groups/test/bad/comments?app=Payroll', { text: ' Rolled back. ' }),
  ).toMatchObject({ status: 201 });
  expect(await server.ask('PATCH', `/api/error-groups/${path}`, { state: 'resolved' })).toMatchObject({
    status: 200,
    body: { state: 'resolved', decidedBy: 'API token “from TURNAWAY_API_TOKEN”' },
  });
  const { history, state } = await detail(path);
  expect(state).toBe('resolved');
  expect(history.items.map(({ what, by, from, to, text }) => [what, by, from, to, text])).toEqual([
    ['state', 'API token “from TURNAWAY_API_TOKEN”', 'ongoing', 'resolved', null],
    ['comment', owner.email, null, null, 'Rolled back.'],
    expect.anything(),
    expect.anything(),
  ]);
  expect(history.items.slice(2)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ what: 'state', from: 'new', to: 'ongoing' }),
      expect.objectContaining({ what: 'assignee', from: null, to: owner.email }),
    ]),
  );
  const firstPage = await detail(`${path}&limit=3`);
  const secondPage = await detail(`${path}&limit=3&cursor=${firstPage.history.nextCursor}`);
  expect(secondPage.history.items).toEqual(history.items.slice(3));
});

test('many are changed at once, and the answer says what became of each', async () => {
  await setState('CRM', 'resolved');
  const key = (code: string, app?: string) => ({
    system: 'test',
    code,
    ...(app === undefined ? {} : { app }),
  });
  const answer = await asOwner('POST', '/api/error-groups/bulk', {
    keys: [key('bad', 'Payroll'), key('bad', 'CRM'), key('never', 'CRM'), key('policy'), key('policy')],
    change: { state: 'resolved' },
  });
  expect(bulkErrorGroupsAnswerSchema.parse(answer.body).items.map(({ id, result }) => [id, result])).toEqual([
    ['test/bad@Payroll', 'changed'],
    ['test/bad@CRM', 'unchanged'],
    ['test/never@CRM', 'not-found'],
    ['test/policy@(none)', 'changed'],
  ]);
  expect((await list()).states).toMatchObject({ resolved: 3, ongoing: 0 });
});

test('what is ignored keeps until when, and forgets it when it is reopened', async () => {
  const path = '/api/error-groups/test/bad?app=CRM';
  const ignore = { until: 'people', count: 5 };
  expect(await asOwner('PATCH', path, { state: 'ignored', ignore })).toMatchObject({ body: { ignore } });
  expect((await detail('test/bad?app=CRM')).history.items[0]).toMatchObject({ text: 'Until 5 more people.' });
  expect(await asOwner('PATCH', path, { state: 'ongoing' })).toMatchObject({
    body: { state: 'ongoing', ignore: null, decidedBy: null },
  });
});

test.each([
  ['PATCH', 'test/never?app=CRM', { state: 'resolved' }, 404, 'no such error group'],
  ['PATCH', 'test/bad?app=CRM', {}, 400, 'expected a state or an assignee'],
  ['PATCH', 'test/bad?app=CRM', { state: 'gone' }, 400, 'state'],
  ['PATCH', 'test/bad?app=CRM', { assignee: 'nobody-i-know' }, 400, 'id of a member'],
  ['PATCH', 'test/bad?app=CRM', { state: 'resolved', ignore: { until: 'for-good' } }, 400, 'ignore'],
  ['PATCH', 'test/bad?app=CRM', { state: 'ignored', ignore: { until: 'events', count: 0 } }, 400, 'count'],
  ['POST', 'test/bad/comments?app=CRM', { text: '  ' }, 400, 'expected a comment'],
  ['POST', 'test/never/comments', { text: 'hello' }, 404, 'no such error group'],
  ['POST', 'bulk', { keys: [], change: { state: 'resolved' } }, 400, 'keys'],
])('%s %s with %j is refused with its reason', async (method, path, body, status, detailPart) => {
  expect(await asOwner(method, `/api/error-groups/${path}`, body)).toMatchObject({
    status,
    body: { detail: expect.stringContaining(detailPart) },
  });
});
