import { randomUUID } from 'node:crypto';
import { insertBatch } from '@turnaway/db/batches/insert-batch';
import { createFeed } from '@turnaway/db/feeds/create-feed';
import { createTestDatabase } from '@turnaway/db/testing';
import { createQueue, type Queue } from '@turnaway/jobs';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import type { WorkerContext } from '../context.js';
import { analyzeBatch } from './analyze-batch.js';
import { moveErrorGroups } from './move-error-groups.js';

const hourMs = 3_600_000;
const log = pino({ enabled: false });
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let queue: Queue;
beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  queue = await createQueue({ databaseUrl: database.databaseUrl, redisUrl: null });
});
afterAll(async () => {
  await queue.close();
  await database.drop();
});

/** Every test has a workspace of its own. */
let workspaceId = '';
let feedId = '';
beforeEach(async () => {
  workspaceId = `workspace-${randomUUID()}`;
  await database.db.prisma.workspace.create({ data: { id: workspaceId, name: 'test' } });
  const feed = await createFeed(database.db, { workspaceId, name: 'a feed', systemHint: null });
  if (feed === 'name-taken') throw new Error('the feed was there before');
  feedId = feed.id;
});

function context(now = new Date()): WorkerContext {
  return { db: database.db, queue, log, now: () => now };
}

interface Happened {
  at: Date;
  error?: string;
  app?: string;
  user?: string;
}

let serial = 0;
/** A log comes in with these failures, and is counted. */
async function comesIn(...happened: Happened[]): Promise<void> {
  const lines = happened.map(({ at, error = 'user_not_found', app = 'payroll', user }) => {
    serial += 1;
    const time = at.toISOString().replace('T', ' ').replace('.', ',').replace('Z', '');
    const who = user ?? `user${serial}`;
    return `${time} WARN  [org.keycloak.events] (executor-thread-${serial}) type=LOGIN_ERROR, realmId=r, clientId=${app}, userId=null, ipAddress=192.0.2.1, error=${error}, username=${who}`;
  });
  const { batchId } = await insertBatch(database.db, {
    workspaceId,
    feedId,
    body: Buffer.from(lines.join('\n')),
    contentEncoding: null,
  });
  await analyzeBatch({ ...context(), unpackedBytesMax: 1_000_000, tick: () => undefined }, { batchId });
}

const ago = (hours: number) => new Date(Date.now() - hours * hourMs);
const look = (now?: Date) => moveErrorGroups(context(now), { workspaceId });

async function groups() {
  const { rows } = await database.db.pool.query<{
    error_code: string;
    app: string;
    state: string;
    events: string;
    first_seen_at: Date;
    last_seen_at: Date;
  }>('select * from error_groups where workspace_id = $1 order by error_code, app', [workspaceId]);
  return rows;
}

const states = async () =>
  Object.fromEntries((await groups()).map(({ app, error_code, state }) => [`${error_code} ${app}`, state]));

async function history(): Promise<string[]> {
  const { rows } = await database.db.pool.query<{ line: string }>(
    `select concat_ws(' ', app, "by", "from", '→', "to", text) as line from error_group_history
     where workspace_id = $1 order by at, app`,
    [workspaceId],
  );
  return rows.map(({ line }) => line);
}

/** The workspace has had this system for so long. */
async function hasBeenWatchedFor(hours: number): Promise<void> {
  await database.db.pool.query(
    'update error_groups set created_at = created_at - make_interval(hours => $2) where workspace_id = $1',
    [workspaceId, hours],
  );
}

async function decide(state: string, over: string): Promise<void> {
  await database.db.pool.query(
    `update error_groups set state = $2, state_since = now(), decided_at = now(), decided_by = 'ada', ignore_events = events,
       ${over} where workspace_id = $1`,
    [workspaceId, state],
  );
}

test('nothing is new on the first day of a system, however its log comes in; what comes up later is', async () => {
  await comesIn({ at: ago(0.1) }, { at: ago(30) }, { at: ago(0.1), app: 'crm' });
  await look();
  expect(await states()).toEqual({
    'keycloak/user_not_found crm': 'ongoing',
    'keycloak/user_not_found payroll': 'ongoing',
  });
  await hasBeenWatchedFor(48);
  await comesIn({ at: ago(0.1), app: 'wiki' }, { at: ago(60), app: 'old' });
  await look();
  expect(await states()).toMatchObject({
    'keycloak/user_not_found crm': 'ongoing',
    'keycloak/user_not_found wiki': 'new',
    'keycloak/user_not_found old': 'ongoing',
  });
  expect(await history()).toEqual(['wiki → new It was seen for the first time.']);
  await look(new Date(Date.now() + 8 * 24 * hourMs));
  expect(await states()).toMatchObject({ 'keycloak/user_not_found wiki': 'ongoing' });
});

test('a group knows when it was first and last seen and how often, in whatever order its log comes in', async () => {
  const times = [ago(2), ago(40), ago(1)];
  for (const at of times) await comesIn({ at });
  await look();
  await comesIn({ at: ago(20) });
  await look();
  expect(await groups()).toMatchObject([{ events: '4', first_seen_at: times[1], last_seen_at: times[2] }]);
});

test('a code that nobody knows, and a log that names no app, make groups too', async () => {
  await comesIn({ at: ago(1), error: 'never_heard_of' });
  await database.db.pool.query(
    `insert into error_group_sightings values ($1, gen_random_uuid(), '{keycloak/never_heard_of}', '{(none)}',
       array[now()], array[now()], '{1}')`,
    [workspaceId],
  );
  await look();
  expect(Object.keys(await states())).toEqual([
    'keycloak/never_heard_of (none)',
    'keycloak/never_heard_of payroll',
  ]);
});

test('what was resolved regresses when it happens again, and not when a log of before comes in late', async () => {
  await comesIn({ at: ago(5) });
  await look();
  await decide('resolved', 'assignee_id = null');
  await comesIn({ at: ago(3) });
  await look();
  expect(await states()).toEqual({ 'keycloak/user_not_found payroll': 'resolved' });
  await comesIn({ at: new Date(Date.now() + 1_000) });
  await Promise.all([look(), look()]);
  expect(await states()).toEqual({ 'keycloak/user_not_found payroll': 'regressed' });
  expect(await history()).toEqual(['payroll resolved → regressed It happened again after it was resolved.']);
});

test('what is ignored until three more people are hit escalates with the third', async () => {
  await comesIn({ at: ago(5), user: 'ada' });
  await look();
  await decide('ignored', "ignore_until = 'people', ignore_count = 3");
  const soon = new Date(Date.now() + 1_000);
  await comesIn({ at: soon, user: 'ada' }, { at: soon, user: 'ada' }, { at: soon, user: 'bob' });
  await look();
  expect(await states()).toEqual({ 'keycloak/user_not_found payroll': 'ignored' });
  await comesIn({ at: soon, user: 'cem' });
  await look();
  expect(await states()).toEqual({ 'keycloak/user_not_found payroll': 'escalating' });
  expect(await history()).toEqual([
    'payroll ignored → escalating 3 people since it was ignored, which was until 3 more.',
  ]);
});

test('what is ignored until two more events escalates with the second', async () => {
  await comesIn({ at: ago(5) }, { at: ago(4) });
  await look();
  await decide('ignored', "ignore_until = 'events', ignore_count = 2");
  await comesIn({ at: new Date(Date.now() + 1_000) });
  await look();
  expect(await states()).toEqual({ 'keycloak/user_not_found payroll': 'ignored' });
  await comesIn({ at: new Date(Date.now() + 1_001) });
  await look();
  expect(await states()).toEqual({ 'keycloak/user_not_found payroll': 'escalating' });
});

test('far more within an hour than is usual escalates; what is usual comes from its own two weeks', async () => {
  const quiet = Array.from({ length: 48 }, (_, hour) => ({ at: ago(hour + 2), app: 'payroll' }));
  const busy = Array.from({ length: 48 * 30 }, (_, n) => ({ at: ago((n % 48) + 2), app: 'portal' }));
  await comesIn(...quiet, ...busy);
  await look();
  const burst = (app: string) => Array.from({ length: 25 }, () => ({ at: ago(0.2), app }));
  await comesIn(...burst('payroll'), ...burst('portal'));
  await look();
  expect(await states()).toEqual({
    'keycloak/user_not_found payroll': 'escalating',
    'keycloak/user_not_found portal': 'ongoing',
  });
  expect(await history()).toEqual([
    'payroll ongoing → escalating 25 events within an hour; a busy hour usually has 1.',
  ]);
});
