import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runRetryRejects } from './run-retry-rejects.js';

let server: Server;
let url: string;
let answers: { status: number; body: unknown }[];
let asked: { path: string | undefined; authorization: string | undefined; body: unknown }[];
let printed: string;

beforeEach(async () => {
  answers = [];
  asked = [];
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { authorization } = request.headers;
    asked.push({ path: request.url, authorization, body: JSON.parse(Buffer.concat(chunks).toString()) });
    const { status, body } = answers.shift() ?? { status: 500, body: {} };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  vi.restoreAllMocks();
  server.close();
});

test('it asks until nothing is left, each time for what was done before it began', async () => {
  answers = [
    { status: 202, body: { batches: 500, rejected: 700, left: 3 } },
    { status: 202, body: { batches: 3, rejected: 4, left: 0 } },
  ];
  expect(await runRetryRejects({ url, token: 'twa_token' }, {})).toBe(0);
  expect(asked.map(({ path }) => path)).toEqual([
    '/api/batches/retry-rejected',
    '/api/batches/retry-rejected',
  ]);
  expect(asked[0]?.body).toEqual(asked[1]?.body);
  expect(asked[0]).toMatchObject({
    authorization: 'Bearer twa_token',
    body: { doneBefore: expect.any(String) },
  });
  expect(printed).toContain('503 batches with 704 rejected records');
});

test('nothing to try again is said', async () => {
  answers = [{ status: 202, body: { batches: 0, rejected: 0, left: 0 } }];
  expect(await runRetryRejects({ url, token: 'twa_token' }, {})).toBe(0);
  expect(printed).toContain('nothing to try again');
});

test.each([
  [{ status: 401, body: {} }, 'token was refused'],
  [{ status: 503, body: {} }, 'answered with 503'],
  [{ status: 202, body: { surprising: true } }, 'not understood'],
])('an answer of %j ends it with words', async (answer, words) => {
  answers = [answer];
  await expect(runRetryRejects({ url, token: 'twa_token' }, {})).rejects.toThrow(words);
});

test('without an address or a token it says what is missing', async () => {
  await expect(runRetryRejects({}, {})).rejects.toThrow('--url');
  await expect(runRetryRejects({ url }, {})).rejects.toThrow('--token');
});
