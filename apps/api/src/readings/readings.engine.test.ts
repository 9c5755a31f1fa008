import {
  batchSchema,
  breakdownSchema,
  errorRowSchema,
  pageOf,
  rejectSchema,
  signInRowSchema,
  summarySchema,
  trendsSchema,
} from '@turnaway/contracts';
import { insertBatch } from '@turnaway/db/batches/insert-batch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

const enqueued: unknown[] = [];
let server: TestServer;
let feedId: string;
beforeAll(async () => {
  server = await startTestServer({}, (queue) => ({
    ...queue,
    enqueue: async (name, payload) => void enqueued.push({ name, ...payload }),
  }));
  feedId = (await server.db.prisma.feed.findFirstOrThrow({ where: { name: 'default' } })).id;
});
afterAll(() => server.stop());

test.each([
  ['/api/summary', summarySchema],
  ['/api/trends', trendsSchema],
  ['/api/trends?by=app', trendsSchema],
  ['/api/errors?sort=change', pageOf(errorRowSchema)],
  ['/api/breakdown?by=user', breakdownSchema],
  ['/api/sign-ins?q=nobody', pageOf(signInRowSchema)],
  ['/api/batches?troubled=true', pageOf(batchSchema)],
])('%s answers in the contract’s shape before there is anything to show', async (path, schema) => {
  const answer = await server.ask('GET', path);
  expect(answer.status).toBe(200);
  schema.parse(answer.body);
});

test('a code that was never seen is told with its entry in the catalog', async () => {
  const answer = await server.ask('GET', '/api/errors/entra/50126');
  expect(answer).toMatchObject({
    status: 200,
    body: { codeClass: { system: 'entra', code: '50126', known: true }, entry: { code: '50126' }, events: 0 },
  });
});

test('a range is echoed as it was understood, in UTC', async () => {
  const query = 'from=2026-01-02T01:00:00%2B01:00&to=2026-01-03T00:00:00Z';
  const answer = await server.ask('GET', `/api/summary?${query}`);
  expect(answer.body).toMatchObject({
    range: { from: '2026-01-02T00:00:00.000Z', to: '2026-01-03T00:00:00.000Z' },
    before: { from: '2026-01-01T00:00:00.000Z', to: '2026-01-02T00:00:00.000Z' },
  });
});

test('a failed batch can be tried again; one that waits, or whose bytes are gone, cannot', async () => {
  const { batchId } = await insertBatch(server.db, {
    workspaceId: 'default',
    feedId,
    body: Buffer.from('not json'),
    contentEncoding: null,
  });
  const retry = () => server.ask('POST', `/api/batches/${batchId}/retry`);
  expect((await retry()).status).toBe(409);
  await server.db.pool.query("update batches set status = 'failed', failure = 'unreadable' where id = $1", [
    batchId,
  ]);
  expect(await retry()).toMatchObject({ status: 202, body: { id: batchId, status: 'received' } });
  expect(enqueued).toContainEqual({ name: 'analyze-batch', batchId });
  await server.db.pool.query("update batches set status = 'done' where id = $1", [batchId]);
  await server.db.pool.query('delete from batch_bodies where batch_id = $1', [batchId]);
  expect(await retry()).toMatchObject({ status: 409, body: { detail: expect.stringContaining('gone') } });
});

test('the rejects of a batch are listed in their order, with what was wrong', async () => {
  const { batchId } = await insertBatch(server.db, {
    workspaceId: 'default',
    feedId,
    body: Buffer.from('two bad records'),
    contentEncoding: null,
  });
  await server.db.pool.query(
    `insert into rejects (batch_id, index, workspace_id, reason, detail, excerpt)
     values ($1, 0, 'default', 'not_json', 'expected JSON', 'x'), ($1, 7, 'default', 'missing_time', 'no time', '{}')`,
    [batchId],
  );
  const answer = await server.ask('GET', `/api/batches/${batchId}/rejects`);
  expect(
    pageOf(rejectSchema)
      .parse(answer.body)
      .items.map(({ index }) => index),
  ).toEqual([0, 7]);
});
