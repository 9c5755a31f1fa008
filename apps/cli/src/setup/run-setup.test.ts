import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runSetup } from './run-setup.js';

const setup = {
  id: 'vector',
  name: 'Vector',
  kind: 'shipper',
  steps: ['Add the sink.', 'Restart it.'],
  texts: [{ label: 'vector.yaml', text: 'uri: https://turnaway.example.com/ingest' }],
  docsUrl: 'https://vector.dev/',
};
let server: Server;
let url: string;
let printed: string;

beforeEach(async () => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  server = createServer((request, response) => {
    const status = request.headers.authorization === 'Bearer twa_token' ? 200 : 401;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ items: [setup], nextCursor: null, total: 1 }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  vi.restoreAllMocks();
  server.close();
});

test('a sender gets its steps and its configuration', async () => {
  expect(await runSetup('vector', { url, token: 'twa_token' }, {})).toBe(0);
  expect(printed).toContain('1. Add the sink.\n2. Restart it.');
  expect(printed).toContain('--- vector.yaml\nuri: https://turnaway.example.com/ingest');
});

test('without a sender all are named, and so they are for one that is not known', async () => {
  expect(await runSetup(undefined, { url, token: 'twa_token' }, {})).toBe(0);
  expect(printed).toMatch(/vector +Vector/);
  await expect(runSetup('vektor', { url, token: 'twa_token' }, {})).rejects.toThrow(/vector +Vector/);
});

test('what is missing or refused is said', async () => {
  await expect(runSetup(undefined, {}, {})).rejects.toThrow('--url');
  await expect(runSetup(undefined, { url }, {})).rejects.toThrow('--token');
  await expect(runSetup(undefined, { url, token: 'twa_other' }, {})).rejects.toThrow('token was refused');
});
