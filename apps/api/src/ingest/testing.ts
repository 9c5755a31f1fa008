import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { analyzeBatch, rollUp, unpack } from '@turnaway/analyzer';
import { classOfCode } from '@turnaway/catalog';
import type { Batch, Dialect, IngestRequest } from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { commitBatch } from '@turnaway/db/batches/commit-batch';
import { takeBatch } from '@turnaway/db/batches/take-batch';
import { expect } from 'vitest';
import type { TestServer } from '../testing/start-test-server.js';

/** A request as a sender makes it, by the sender's own documentation; its key stands where such a sender puts it. */
export interface Capture {
  method?: 'POST' | 'PUT';
  path: string;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** A feed of its own with a key, so that its requests can be told from those of other tests. */
export async function makeFeed(
  server: TestServer,
  settings: Record<string, unknown> = {},
): Promise<{ feedId: string; key: string }> {
  const name = `feed ${Math.random()}`;
  const feed = await server.ask('POST', '/api/feeds', { name, ...settings });
  expect(feed.status).toBe(201);
  const { id: feedId } = feed.body as { id: string };
  const made = await server.ask('POST', '/api/ingest-keys', { feedId });
  return { feedId, key: (made.body as { key: string }).key };
}

/** Sends a capture with its own headers alone; `undefined` stands for an answer without a body. */
export async function sendCapture(
  server: TestServer,
  { method = 'POST', path, headers, body }: Capture,
): Promise<{ status: number; headers: IncomingHttpHeaders; body: unknown }> {
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  const sent = request(server.url + path, { method, headers: { ...length, ...headers } }).end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const text = await readText(response);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
}

/** Counts what waits of a feed as the worker does; returns the batches, the newest first. */
export async function countFeed(server: TestServer, feedId: string): Promise<Batch[]> {
  const { rows } = await server.db.pool.query<{ id: string }>(
    "select id from batches where feed_id = $1 and status = 'received'",
    [feedId],
  );
  for (const { id } of rows) await countBatch(server.db, id);
  const listed = await server.ask('GET', `/api/batches?feed=${feedId}`);
  return (listed.body as { items: Batch[] }).items;
}

async function countBatch(db: Db, id: string): Promise<void> {
  const batch = await takeBatch(db, id);
  if (batch === null) throw new Error(`batch ${id} does not wait`);
  const unpacked = unpack(batch.body, batch.contentEncoding, 64 * 1024 ** 2);
  if (!unpacked.ok) throw new Error(unpacked.detail);
  const facts = analyzeBatch({
    bytes: unpacked.bytes,
    wireFormat: batch.wireFormat,
    beside: batch.beside,
    hint: batch.systemHint,
    receivedAt: batch.receivedAt,
    timeZone: batch.timeZone,
    acceptFrom: new Date('2026-01-01T00:00:00Z'),
    acceptUntil: new Date('2026-12-31T00:00:00Z'),
  });
  const classOf = (event: Parameters<typeof rollUp>[0][number]['event']) =>
    classOfCode(event.errorCode, event.observedOutcome);
  await commitBatch(db, batch, facts, { rollUp, classOf });
}

/** The newest of a feed's requests in the request log, once one with this answer is written down. */
export async function loggedRequest(
  server: TestServer,
  feedId: string,
  status: number,
): Promise<IngestRequest> {
  let found: IngestRequest | undefined;
  await expect
    .poll(
      async () => {
        const { body } = await server.ask('GET', `/api/ingest-requests?feed=${feedId}`);
        found = (body as { items: IngestRequest[] }).items.find((item) => item.status === status);
        return found?.status;
      },
      { timeout: 10_000, interval: 100 },
    )
    .toBe(status);
  if (found === undefined) throw new Error('no such request was logged');
  return found;
}

/** What a test expects of a sender: its answer, how the request was recognized, and what the batch counts. */
export interface Expected {
  status: number;
  /** The whole body of the answer; `undefined` for none. */
  body?: unknown;
  dialect: Dialect;
  accepted: number;
  skipped?: number;
}

/** Sends a capture to a feed of its own, and checks answer, request log and counts. */
export async function expectCounted(
  server: TestServer,
  capture: (key: string) => Capture,
  expected: Expected,
  settings: Record<string, unknown> = {},
): Promise<void> {
  const { feedId, key } = await makeFeed(server, settings);
  const answer = await sendCapture(server, capture(key));
  expect({ status: answer.status, body: answer.body }).toEqual({
    status: expected.status,
    body: expected.body,
  });
  if (expected.body !== undefined) {
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
  }
  const [batch] = await countFeed(server, feedId);
  const { accepted, skipped = 0 } = expected;
  expect(batch).toMatchObject({ status: 'done', accepted, rejected: 0, duplicates: 0, skipped });
  const logged = await loggedRequest(server, feedId, expected.status);
  expect(logged).toMatchObject({ dialect: expected.dialect, batch: { id: batch?.id, accepted } });
  expect(JSON.stringify(logged)).not.toContain(key);
}

/** The answer to a sender that has no words of its own. */
export const plainAnswer = { batchId: expect.any(String), status: 'received' };
