import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeInput } from './open-input.js';
import { readTotals } from './read-totals.js';
import { openResumeState } from './resume-state.js';
import { type SendFileOptions, type SendFileOutcome, sendFile } from './send-file.js';

interface Received {
  authorization: string | undefined;
  contentType: string | undefined;
  body: string;
}

// A stand-in for the ingest endpoint that answers as a test says, and else takes everything.
let server: Server;
let url = '';
let folder = '';
let received: Received[] = [];
let answer: (request: Received, response: ServerResponse) => boolean = () => false;
let underWay = 0;
let underWayMax = 0;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'turnaway-send-test-'));
  received = [];
  answer = () => false;
  underWayMax = 0;
  server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  url = `http://127.0.0.1:${address.port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  underWay += 1;
  underWayMax = Math.max(underWayMax, underWay);
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const { authorization, 'content-type': contentType } = request.headers;
  const one = { authorization, contentType, body: gunzipSync(Buffer.concat(parts)).toString() };
  if (!answer(one, response)) {
    received.push(one);
    response.writeHead(202).end(JSON.stringify({ batchId: `batch-${received.length}`, status: 'received' }));
  }
  underWay -= 1;
}

const lines = Array.from({ length: 95 }, (_, index) => JSON.stringify({ n: index }));
const text = `${lines.join('\n')}\n`;

async function send(
  file: string,
  options: Partial<SendFileOptions> = {},
): Promise<SendFileOutcome & { waits: number[]; batchIds: string[] }> {
  const input = await describeInput(file);
  const waits: number[] = [];
  const batchIds: string[] = [];
  const outcome = await sendFile(input, {
    ingestUrl: `${url}/ingest`,
    key: 'test-key',
    limits: { records: 10, bytes: 1_000_000 },
    parallel: 3,
    restart: false,
    resume: openResumeState(input, url, path.join(folder, 'state')),
    progress: { advance: () => undefined, records: () => undefined, stop: () => undefined },
    wait: async (delayMs) => {
      waits.push(delayMs);
    },
    onTaken: (batchId) => batchIds.push(batchId),
    ...options,
  });
  return { ...outcome, waits, batchIds };
}

async function writeInput(content: string | Buffer, name = 'log.ndjson'): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

function recordsReceived(): string[] {
  return received
    .flatMap(({ body }) => body.trimEnd().split('\n'))
    .sort((one, other) => Number(/\d+/.exec(one)) - Number(/\d+/.exec(other)));
}

describe('sendFile', () => {
  it('sends every record once, packed, with the key as a bearer token', async () => {
    const outcome = await send(await writeInput(text));
    expect(outcome).toMatchObject({ failure: null, form: 'ndjson', batches: 10, records: 95 });
    expect(recordsReceived()).toEqual(lines);
    expect(received[0]).toMatchObject({
      authorization: 'Bearer test-key',
      contentType: 'application/x-ndjson',
    });
    expect(new Set(outcome.batchIds).size).toBe(10);
  });

  it('never has more requests under way than it may', async () => {
    await send(await writeInput(text), { parallel: 2 });
    expect(underWayMax).toBeLessThanOrEqual(2);
  });

  it.each([503, 429])('waits as long as a %i asks for, and then sends the same batch', async (status) => {
    let refusals = 2;
    answer = (_, response) => {
      if (refusals === 0) return false;
      refusals -= 1;
      response.writeHead(status, { 'retry-after': '7' }).end();
      return true;
    };
    const outcome = await send(await writeInput(text), { parallel: 1 });
    expect(outcome.failure).toBeNull();
    expect(outcome.waits).toHaveLength(2);
    for (const delayMs of outcome.waits) expect(delayMs).toBeGreaterThanOrEqual(7_000);
    expect(recordsReceived()).toEqual(lines);
  });

  it('tries again when a connection breaks', async () => {
    let breaks = 1;
    answer = (_, response) => {
      if (breaks === 0) return false;
      breaks -= 1;
      response.destroy();
      return true;
    };
    expect(await send(await writeInput(text))).toMatchObject({ failure: null, records: 95 });
  });

  it('gives up after a number of tries, with the reason', async () => {
    answer = (_, response) => {
      response.writeHead(503).end();
      return true;
    };
    const outcome = await send(await writeInput(text), { triesMax: 3, parallel: 1 });
    expect(outcome.failure).toBe('the server answered 503, after 3 tries');
    expect(outcome.waits).toHaveLength(2);
  });

  it.each([
    [401, 'the ingest key was refused (401)'],
    [413, 'a batch is larger than the server takes (413); lower --batch-bytes'],
    [302, 'answers with a redirect (302)'],
  ])('stops at once at %i', async (status, expected) => {
    let requests = 0;
    answer = (_, response) => {
      requests += 1;
      response.writeHead(status, { location: 'http://192.0.2.1/' }).end();
      return true;
    };
    const outcome = await send(await writeInput(text), { parallel: 1 });
    expect(outcome.failure).toContain(expected);
    expect(requests).toBe(1);
  });

  it('does not take any server for Turnaway', async () => {
    answer = (_, response) => {
      response.writeHead(200).end('<html>');
      return true;
    };
    expect((await send(await writeInput(text))).failure).toContain('does not answer like');
  });

  it('goes on behind the last answered batch, and forgets the place when all is sent', async () => {
    const file = await writeInput(text);
    answer = (request, response) => {
      if (!request.body.includes('{"n":45}')) return false;
      response.writeHead(400).end();
      return true;
    };
    expect((await send(file, { parallel: 1 })).failure).not.toBeNull();
    expect(recordsReceived()).toEqual(lines.slice(0, 40));

    answer = () => false;
    received = [];
    const second = await send(file, { parallel: 1 });
    expect(second).toMatchObject({
      failure: null,
      resumedAt: Buffer.byteLength(`${lines.slice(0, 40).join('\n')}\n`),
    });
    expect(recordsReceived()).toEqual(lines.slice(40));

    received = [];
    expect((await send(file)).resumedAt).toBe(0);
    expect(recordsReceived()).toEqual(lines);
  });

  it('loses no record when a batch in the middle fails while later ones are taken', async () => {
    const file = await writeInput(text);
    answer = (request, response) => {
      if (!request.body.includes('{"n":15}')) return false;
      response.writeHead(400).end();
      return true;
    };
    await send(file, { parallel: 5 });
    answer = () => false;
    await send(file, { parallel: 5 });
    expect(new Set(recordsReceived())).toEqual(new Set(lines));
  });

  it('starts anew with restart, and when the file has changed', async () => {
    const file = await writeInput(text);
    const failAt = (record: string) => (request: Received, response: ServerResponse) => {
      if (!request.body.includes(record)) return false;
      response.writeHead(400).end();
      return true;
    };
    answer = failAt('{"n":45}');
    await send(file, { parallel: 1 });
    answer = () => false;
    expect((await send(file, { parallel: 1, restart: true })).resumedAt).toBe(0);

    answer = failAt('{"n":45}');
    await send(file, { parallel: 1 });
    await writeFile(file, `${text}{"n":95}\n`);
    answer = () => false;
    expect((await send(file, { parallel: 1 })).resumedAt).toBe(0);
  });

  it('sends what cannot be cut as one batch', async () => {
    const array = `[\n${lines.join(',\n')}\n]`;
    const outcome = await send(await writeInput(array, 'log.json'));
    expect(outcome).toMatchObject({ failure: null, form: 'whole', batches: 1 });
    expect(received.map(({ body }) => body)).toEqual([array]);
  });

  it('keeps no key and no address in its state', async () => {
    const file = await writeInput(text);
    const resume = openResumeState(await describeInput(file), url, path.join(folder, 'state'));
    await resume.save(40);
    expect(await resume.load()).toBe(40);
    expect((await stat(path.join(folder, 'state'))).mode & 0o077).toBe(0);
    await resume.clear();
    expect(await resume.load()).toBe(0);
  });
});

describe('readTotals', () => {
  it('asks until each batch is counted, and adds up', async () => {
    let asked = 0;
    const api = createServer((request, response) => {
      asked += 1;
      const done = asked > 1;
      const counts = {
        records: 10,
        accepted: done ? 7 : 0,
        duplicates: done ? 2 : 0,
        rejected: done ? 1 : 0,
      };
      expect(request.headers.authorization).toBe('Bearer test-token');
      response.end(JSON.stringify({ id: request.url, status: done ? 'done' : 'received', ...counts }));
    });
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
    const address = api.address();
    if (address === null || typeof address === 'string') throw new Error('expected a port');
    const baseUrl = `http://127.0.0.1:${address.port}`;
    const totals = await readTotals(['a', 'b'], { baseUrl, token: 'test-token', timeoutMs: 10_000 });
    expect(totals).toEqual({
      accepted: 14,
      duplicates: 4,
      rejected: 2,
      failedBatches: 0,
      unfinishedBatches: 0,
    });
    api.closeAllConnections();
    await new Promise((resolve) => api.close(resolve));
    expect(await readTotals(['a'], { baseUrl, token: 'x', timeoutMs: 100 })).toHaveProperty('problem');
  });
});
