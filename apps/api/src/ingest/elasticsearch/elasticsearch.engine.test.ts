import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ingestKey, startTestServer, type TestServer } from '../../testing/start-test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const authorization = `ApiKey ${Buffer.from(`id:${ingestKey}`).toString('base64')}`;

async function ask(
  method: string,
  path: string,
  body?: string | Buffer,
  headers: Record<string, string> = {},
) {
  const response = await server.fetch(`/es${path}`, {
    method,
    headers: { authorization, ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    product: response.headers.get('x-elastic-product'),
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
}

const lines = (...values: object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const statusesOf = (body: unknown) =>
  (body as { items: Record<string, { status: number }>[] }).items.map((item) =>
    Object.entries(item).map(([action, { status }]) => `${action} ${status}`),
  );

describe('a bulk request has an item for each of its actions', () => {
  test('of every kind, with the index and the id that it names', async () => {
    const body = lines(
      { create: { _index: 'logs-a', _id: 'one' } },
      { message: 'x' },
      { index: {} },
      { message: '{"index":{}}' },
      { update: { _id: 'two' } },
      { doc: { message: 'y' } },
      { delete: { _id: 'three' } },
    );
    const { status, product, body: said } = await ask('POST', '/logs-b/_bulk?filter_path=errors', body);
    expect([status, product]).toEqual([200, 'Elasticsearch']);
    expect(said).toMatchObject({
      took: expect.any(Number),
      errors: false,
      items: [
        { create: { _index: 'logs-a', _id: 'one', status: 201, result: 'created' } },
        { index: { _index: 'logs-b', _id: expect.any(String), status: 201 } },
        { update: { _index: 'logs-b', _id: 'two', status: 200, result: 'updated' } },
        { delete: { _index: 'logs-b', _id: 'three', status: 404, result: 'not_found' } },
      ],
    });
  });

  test('packed, by PUT, without a last line feed, with documents that are no JSON', async () => {
    const body = gzipSync(`${'{"index":{}}\nnot json\n'.repeat(500)}{"index":{}}\n{"last":1}`);
    const { body: said } = await ask('PUT', '/_bulk', body, { 'content-encoding': 'gzip' });
    expect(statusesOf(said)).toHaveLength(501);
    expect(said).toMatchObject({ errors: false });
  });

  test('an action that was broken on the way costs no other its item', async () => {
    const doc = '{"message":"x"}';
    const action = '{"create":{}}';
    const whole = await ask(
      'POST',
      '/_bulk',
      [action, doc, '{"crea', doc, action, doc, '{"cr', action, doc].join('\n'),
    );
    expect(statusesOf(whole.body)).toEqual(
      ['create 201', 'index 201', 'create 201', 'index 201', 'create 201'].map((item) => [item]),
    );
    const cut = await ask('POST', '/_bulk', [action, doc, action].join('\n'));
    expect(cut.body).toMatchObject({ errors: true });
    expect(statusesOf(cut.body)).toEqual([['create 201'], ['create 400']]);
  });

  test('what is none is refused as Elasticsearch does', async () => {
    expect(await ask('POST', '/_bulk', '')).toMatchObject({
      status: 400,
      body: { error: { type: 'parse_exception', reason: 'request body is required' }, status: 400 },
    });
    expect(await ask('POST', '/_bulk', '{"message":"x"}\n')).toMatchObject({
      status: 400,
      product: 'Elasticsearch',
      body: { error: { type: 'illegal_argument_exception', root_cause: [expect.anything()] } },
    });
    const broken = gzipSync('{"index":{}}\n').fill(0xff, 12, 20);
    expect((await ask('POST', '/_bulk', broken, { 'content-encoding': 'gzip' })).status).toBe(400);
    expect((await ask('POST', '/_bulk', 'x', { 'content-encoding': 'zstd' })).status).toBe(415);
  });
});

test('one document at a time is taken too', async () => {
  for (const [method, path] of [
    ['POST', '/logs/_doc'],
    ['PUT', '/logs/_doc/one'],
    ['PUT', '/logs/_create/two'],
  ] as const) {
    const answer = await ask(method, path, JSON.stringify({ message: path }));
    expect(answer).toMatchObject({ status: 201, body: { _index: 'logs', result: 'created' } });
  }
});

describe('what shippers ask before they send', () => {
  test.each([
    [
      'GET',
      '',
      { version: { number: expect.stringMatching(/^\d+\.\d+\.\d+$/) }, tagline: expect.any(String) },
    ],
    ['GET', '/', { cluster_uuid: expect.any(String) }],
    ['HEAD', '/', undefined],
    ['GET', '/_license?human=false', { license: { status: 'active', type: 'basic' } }],
    ['GET', '/_xpack', { license: { status: 'active' }, features: expect.any(Object) }],
    ['GET', '/_cluster/health', { status: 'green' }],
    ['GET', '/_nodes/http', { nodes: {} }],
    ['GET', '/_ilm/policy/filebeat', {}],
    ['PUT', '/_ilm/policy/filebeat', { acknowledged: true }],
    ['HEAD', '/_index_template/filebeat', undefined],
    ['PUT', '/_index_template/filebeat', { acknowledged: true }],
    ['GET', '/_template/logstash', {}],
    ['PUT', '/_ingest/pipeline/filebeat', { acknowledged: true }],
    ['HEAD', '/filebeat-9', undefined],
    ['PUT', '/_data_stream/filebeat', { acknowledged: true }],
    ['POST', '/logs/_refresh', { acknowledged: true }],
  ])('%s %s', async (method, path, body) => {
    const answer = await ask(method, path, method === 'PUT' ? '{"policy":{}}' : undefined);
    expect(answer).toMatchObject({ status: 200, product: 'Elasticsearch' });
    if (body !== undefined) expect(answer.body).toMatchObject(body);
  });

  test('what is not there is told so, and nobody asks without a key', async () => {
    expect((await ask('GET', '/logs/_search')).status).toBe(400);
    const without = await server.fetch('/es/');
    expect(without.status).toBe(401);
    expect(without.headers.get('x-elastic-product')).toBe('Elasticsearch');
  });
});
