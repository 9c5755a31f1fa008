import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ingestKey, startTestServer, type TestServer } from '../../testing/start-test-server.js';
import { countFeed } from '../testing.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const channel = '18654C68-B28B-4450-9CF0-6E7645CA60CA';

async function post(path: string, body: string | Buffer, headers: Record<string, string> = {}) {
  const response = await server.fetch(`/services/collector${path}`, {
    method: 'POST',
    headers: { authorization: `Splunk ${ingestKey}`, ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const success = { status: 200, body: { text: 'Success', code: 0 } };

test.each(['', '/1.0', '/event', '/event/1.0', '/raw', '/raw/1.0'])('%s takes events', async (path) => {
  expect(await post(path, `{"event":"by ${path}"}{"event":{"a":1},"time":1772362800.123}`)).toEqual(success);
});

test('events may be packed, in lines, in a list, and one of them may be bad', async () => {
  const line = '{"event":"line"}\n';
  expect(await post('/event', gzipSync(line.repeat(9)), { 'content-encoding': 'gzip' })).toEqual(success);
  expect(await post('/event', `[${line.trim()},{"event":"two"}]`)).toEqual(success);
  expect(await post('/event', `{"event":""}{"no":1}${line}`)).toEqual(success);
  expect(await post('/event', `${line}{"event": cut`)).toEqual(success);
  expect(await post('/event', `${line.repeat(1_000)}not json at all`)).toEqual(success);
});

describe('a request that brings nothing is told why, in the words of HEC', () => {
  test.each([
    ['no body', '', 5, 'No data'],
    ['a blank body', ' \n', 5, 'No data'],
    ['what is no JSON', 'Failed password for root', 6, 'Invalid data format'],
    ['JSON that was cut off', '{"event": "x', 6, 'Invalid data format'],
    ['an object without an event', '{"time":1}', 12, 'Event field is required'],
    ['a blank event', '{"event":""}', 13, 'Event field cannot be blank'],
    ['an index that is no name', '{"event":"x","index":7}', 7, 'Incorrect index'],
    ['fields within fields', '{"event":"x","fields":{"a":{"b":1}}}', 15, 'Error in handling indexed fields'],
  ])('%s', async (_, body, code, text) => {
    expect(await post('/event', body)).toMatchObject({ status: 400, body: { code, text } });
  });

  test('a line of text is no trouble at the address for raw lines, and none is', async () => {
    expect(await post('/raw', 'Failed password for root')).toEqual(success);
    expect(await post('/raw', '')).toMatchObject({ status: 400, body: { code: 5 } });
  });
});

test('what the query of raw lines says of them is kept with them', async () => {
  const query = 'time=1772362800&host=vpn01&sourcetype=sshd';
  const line = 'Failed password for root from 192.0.2.1 port 50022 ssh2';
  expect(await post(`/raw?${query}`, line)).toEqual(success);
  const { rows } = await server.db.pool.query<{ feed_id: string }>(
    'select feed_id from batches where said_beside is not null',
  );
  await countFeed(server, rows[0]?.feed_id ?? '');
  const listed = await server.ask('GET', '/api/sign-ins?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z');
  expect(listed.body).toMatchObject({
    items: [{ occurredAt: '2026-03-01T11:00:00.000Z', userName: 'root', ip: '192.0.2.1' }],
  });
});

test('authorization that is no token is told apart from a token that is not known', async () => {
  const answer = async (authorization: string) =>
    (await post('/event', '{"event":1}', { authorization })).body;
  expect(await answer('Splunk')).toEqual({ text: 'Invalid authorization', code: 3 });
  expect(await answer('Splunk twi_unknown')).toEqual({ text: 'Invalid token', code: 4 });
});

test('the token may be a password, or stand in the query', async () => {
  const authorization = `Basic ${Buffer.from(`x:${ingestKey}`).toString('base64')}`;
  expect(await post('/event', '{"event":"by password"}', { authorization })).toEqual(success);
  const path = `/services/collector/event?token=${ingestKey}`;
  expect((await server.fetch(path, { method: 'POST', body: '{"event":"by query"}' })).status).toBe(200);
});

describe('acknowledgment', () => {
  test('a batch on a channel has an id, and is acknowledged on that channel alone', async () => {
    const inHeader = await post('/event', '{"event":"to be acknowledged"}', {
      'x-splunk-request-channel': channel,
    });
    const inQuery = await post(`/raw?channel=${channel}`, 'a line to be acknowledged');
    const ids = [inHeader, inQuery].map(({ body }) => body.ackId as number);
    expect(ids.every((id) => Number.isSafeInteger(id) && id >= 0)).toBe(true);
    const ask = (acks: number[], of: string) => post(`/ack?channel=${of}`, JSON.stringify({ acks }));
    const [first = 0, second = 0] = ids;
    expect(await ask([first, second, first + 1], channel)).toEqual({
      status: 200,
      body: { acks: { [first]: true, [second]: true, [first + 1]: false } },
    });
    expect((await ask([first], channel.replace('1', '2'))).body).toEqual({ acks: { [first]: false } });
  });

  test('without a channel there is no id, and nothing to ask for', async () => {
    expect(await post('/event', '{"event":"on no channel"}')).toEqual(success);
    expect(await post('/ack', '{"acks":[1]}')).toMatchObject({ status: 400, body: { code: 10 } });
    expect(await post(`/ack?channel=${'x'.repeat(200)}`, '{"acks":[1]}')).toMatchObject({
      body: { code: 11 },
    });
    expect(await post(`/ack?channel=${channel}`, '{"acks":"1"}')).toMatchObject({ body: { code: 6 } });
  });
});

describe('the health check', () => {
  test.each(['/health', '/health/1.0', `/health?token=${ingestKey}`])('%s is well', async (path) => {
    const response = await server.fetch(`/services/collector${path}`);
    expect([response.status, await response.json()]).toEqual([200, { text: 'HEC is healthy', code: 17 }]);
  });

  test('a token that is not known is told', async () => {
    const headers = { authorization: 'Splunk twi_unknown' };
    const response = await server.fetch('/services/collector/health', { headers });
    expect([response.status, await response.json()]).toEqual([400, { text: 'Invalid token', code: 21 }]);
  });
});

test('addresses that HEC does not have are told as Splunk does', async () => {
  expect(await post('/mint', '')).toMatchObject({ status: 404, body: { code: 404 } });
  expect((await server.fetch('/services/collector')).status).toBe(404);
});
