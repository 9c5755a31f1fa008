import protobuf from 'protobufjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ingestKey, startTestServer, type TestServer } from '../testing/start-test-server.js';

const bodyBytesMax = 4_096;
let server: TestServer;
let disabledKey: string;
beforeAll(async () => {
  server = await startTestServer({
    TURNAWAY_MAX_BODY_BYTES: String(bodyBytesMax),
    TURNAWAY_MAX_BACKLOG_BATCHES: '1000',
  });
  const feed = (await server.ask('POST', '/api/feeds', { name: 'off' })).body as { id: string };
  const made = await server.ask('POST', '/api/ingest-keys', { feedId: feed.id });
  disabledKey = (made.body as { key: string }).key;
  await server.ask('PATCH', `/api/feeds/${feed.id}`, { enabled: false });
});
afterAll(() => server.stop());

const { root } = protobuf.parse('syntax = "proto3"; message Status { int32 code = 1; string message = 2; }');
const statusType = root.lookupType('Status');

/** What a dialect says: its status, and the part of its body that programs go by. */
type Said = [status: number, code: unknown];

interface Dialect {
  path: string;
  headers?: Record<string, string>;
  body: string;
  /** Reads the part that programs go by. */
  codeIn(body: Buffer): unknown;
  noKey: Said;
  wrongKey: Said;
  disabled: Said;
  tooLarge: Said;
  encoding: Said;
  busy: Said;
}

const json = (body: Buffer) => JSON.parse(body.toString()) as Record<string, unknown>;
const hec = (body: Buffer) => json(body).code;
const problem = (body: Buffer) => json(body).type;
const elastic = (body: Buffer) => (json(body).error as { type: string }).type;
const datadog = (body: Buffer) => (json(body).errors as { title: string }[])[0]?.title;
const isPlainText = (body: Buffer) => /^[A-Z].*\.\n$/.test(body.toString());

const dialects: Record<string, Dialect> = {
  'the plain address': {
    path: '/ingest',
    body: '{"a":1}',
    codeIn: problem,
    noKey: [401, 'urn:turnaway:problem:ingest-key-needed'],
    wrongKey: [401, 'urn:turnaway:problem:ingest-key-unknown'],
    disabled: [410, 'urn:turnaway:problem:feed-disabled'],
    tooLarge: [413, 'urn:turnaway:problem:batch-too-large'],
    encoding: [415, 'urn:turnaway:problem:unsupported-encoding'],
    busy: [503, 'urn:turnaway:problem:unavailable'],
  },
  'Splunk HEC': {
    path: '/services/collector/event',
    body: '{"event":"x"}',
    codeIn: hec,
    noKey: [401, 2],
    wrongKey: [403, 4],
    disabled: [403, 1],
    tooLarge: [413, 413],
    encoding: [415, 415],
    busy: [503, 9],
  },
  'OTLP in JSON': {
    path: '/v1/logs',
    headers: { 'content-type': 'application/json' },
    body: '{"resourceLogs":[]}',
    codeIn: (body) => json(body).code,
    noKey: [401, 16],
    wrongKey: [401, 16],
    disabled: [410, 9],
    tooLarge: [413, 8],
    encoding: [415, 3],
    busy: [503, 14],
  },
  'OTLP in protobuf': {
    path: '/v1/logs',
    headers: { 'content-type': 'application/x-protobuf' },
    body: '\n\0',
    codeIn: (body) => statusType.toObject(statusType.decode(body)).code as unknown,
    noKey: [401, 16],
    wrongKey: [401, 16],
    disabled: [410, 9],
    tooLarge: [413, 8],
    encoding: [415, 3],
    busy: [503, 14],
  },
  Loki: {
    path: '/loki/api/v1/push',
    body: '{"streams":[]}',
    codeIn: isPlainText,
    noKey: [401, true],
    wrongKey: [401, true],
    disabled: [410, true],
    tooLarge: [413, true],
    encoding: [415, true],
    busy: [503, true],
  },
  Datadog: {
    path: '/api/v2/logs',
    body: '[{"message":"x"}]',
    codeIn: datadog,
    noKey: [401, 'Unauthorized'],
    wrongKey: [403, 'Forbidden'],
    disabled: [403, 'Forbidden'],
    tooLarge: [413, 'Payload Too Large'],
    encoding: [415, 'Unsupported Media Type'],
    busy: [503, 'Service Unavailable'],
  },
  'Elasticsearch bulk': {
    path: '/es/_bulk',
    body: '{"create":{}}\n{"a":1}\n',
    codeIn: elastic,
    noKey: [401, 'security_exception'],
    wrongKey: [401, 'security_exception'],
    disabled: [410, 'security_exception'],
    tooLarge: [413, 'content_too_long_exception'],
    encoding: [415, 'media_type_header_exception'],
    busy: [503, 'es_rejected_execution_exception'],
  },
};

describe.each(Object.entries(dialects))('%s', (_, dialect) => {
  const { path, body, codeIn } = dialect;
  const ask = async (init: RequestInit & { key?: string | null }) => {
    const { key = ingestKey, headers, ...rest } = init;
    const response = await server.fetch(path, {
      method: 'POST',
      body,
      ...rest,
      headers: {
        ...dialect.headers,
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(headers as Record<string, string>),
      },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { response, said: [response.status, codeIn(bytes)] };
  };

  test('asks for a key', async () => {
    expect((await ask({ key: null })).said).toEqual(dialect.noKey);
  });

  test('refuses a key that is none', async () => {
    expect((await ask({ key: 'twi_of-another-server' })).said).toEqual(dialect.wrongKey);
  });

  test('refuses logs of a feed that is switched off', async () => {
    expect((await ask({ key: disabledKey })).said).toEqual(dialect.disabled);
  });

  test('refuses a body that is too large', async () => {
    expect((await ask({ body: body + ' '.repeat(bodyBytesMax) })).said).toEqual(dialect.tooLarge);
  });

  test('refuses a compression that is not known', async () => {
    expect((await ask({ headers: { 'content-encoding': 'lzma' } })).said).toEqual(dialect.encoding);
  });
});

/** Every dialect's answer to a good request, with the time after which to come back. */
async function askAll(): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const [name, { path, headers, body, codeIn }] of Object.entries(dialects)) {
    const response = await server.fetch(path, {
      method: 'POST',
      body,
      headers: { ...headers, authorization: `Bearer ${ingestKey}` },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const comesBack = Number(response.headers.get('retry-after')) > 0;
    answers.push([name, response.status, codeIn(bytes), comesBack]);
  }
  return answers;
}

const allBusy = Object.entries(dialects).map(([name, { busy }]) => [name, ...busy, true]);

test('too much waiting is 503 with a time to come back in every dialect, and health checks tell', async () => {
  const healthStatus = async () => (await server.fetch('/services/collector/health')).status;
  await server.db.pool.query(
    `insert into batches (id, workspace_id, feed_id, digest, bytes)
     select gen_random_uuid(), workspace_id, id, decode(md5(n::text), 'hex'), 1
     from feeds, generate_series(1, 1000) n where name <> 'off' limit 1000`,
  );
  // The gauge looks again after a second.
  await expect.poll(healthStatus, { timeout: 10_000, interval: 100 }).toBe(503);
  expect(await askAll()).toEqual(allBusy);
  const health = await server.fetch('/services/collector/health/1.0');
  expect(await health.json()).toEqual({ text: 'HEC is unhealthy, queues are full', code: 18 });
  expect((await server.fetch('/ready')).status).toBe(503);
  await server.db.pool.query("update batches set status = 'done'");
  await expect.poll(healthStatus, { timeout: 10_000, interval: 100 }).toBe(200);
});

test('a database that goes away is 503 in every dialect', async () => {
  await server.db.close();
  expect(await askAll()).toEqual(allBusy);
});
