import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { doctorReportSchema } from './doctor-report.js';
import { type DoctorCommandOptions, runDoctor } from './run-doctor.js';
import { feed, now, request, toMend } from './testing.js';

const token = 'twa_very-secret';
const page = (items: readonly unknown[]) => ({ items, nextCursor: null, total: items.length });
const fine = {
  '/healthz': { status: 'ok' },
  '/readyz': { status: 'ready', parts: { database: 'ok', migrations: 'ok', queue: 'ok' } },
  '/api/session': {
    user: { email: 'owner@example.com', name: 'Owner' },
    role: 'owner',
    people: 'full',
    workspace: { id: 'w', name: 'default' },
    publicUrl: 'https://turnaway.example.com',
    version: '0.1.0',
  },
  '/api/batches': page([]),
  '/api/feeds': page([feed()]),
  '/api/ingest-requests': page([request()]),
};

let server: Server;
let url: string;
let dataDir: string;
let answers: Record<string, unknown>;
let statuses: Record<string, number>;
let date: Date;
let asked: { path: string; authorization: string | undefined }[];
let printed: string;

beforeEach(async () => {
  answers = { ...fine };
  statuses = {};
  date = now;
  asked = [];
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  dataDir = await mkdtemp(path.join(tmpdir(), 'turnaway-doctor-'));
  vi.stubEnv('TURNAWAY_DATA_DIR', dataDir);
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'PORT']) vi.stubEnv(name, '');
  server = createServer((incoming, response) => {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://localhost');
    asked.push({ path: incoming.url ?? '', authorization: incoming.headers.authorization });
    const key = searchParams.has('unattributed') ? `${pathname} strangers` : pathname;
    const answer = answers[key] ?? (key.endsWith('strangers') ? page([]) : undefined);
    response
      .writeHead(statuses[pathname] ?? (answer === undefined ? 404 : 200), {
        'content-type': 'application/json',
        date: date.toUTCString(),
      })
      .end(JSON.stringify(answer ?? {}));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  server.close();
  server.closeAllConnections();
  await rm(dataDir, { recursive: true });
});

async function look(options: DoctorCommandOptions = {}) {
  printed = '';
  const exitCode = await runDoctor({ url, token, json: true, ...options }, {}, () => now);
  const report = doctorReportSchema.parse(JSON.parse(printed));
  const found = [...report.install, ...report.strangers, ...report.feeds.flatMap(({ checks }) => checks)]
    // How full the disk of this machine is, is no matter of the test.
    .filter(({ name, state }) => name !== 'Disk' && (state === 'finding' || state === 'unseen'))
    .map(({ name, text }) => `${name}: ${text}`);
  return { exitCode, report, found };
}

describe('turnaway doctor', () => {
  it('ends with 0 where all is well, and shows what was looked at', async () => {
    const { exitCode, report, found } = await look();
    expect(found).toEqual([]);
    expect(exitCode).toBe(report.findings);
    expect(report.install.map(({ name }) => name)).toEqual([
      'Server',
      'Version',
      'Database',
      'Queue',
      'Clock',
      'Backlog',
      'Disk',
    ]);
    expect(report.feeds).toMatchObject([
      { name: 'Sign-ins', requests: [{ sender: 'Fluent-Bit', status: 202 }] },
    ]);
  });

  it('gives the token to the API alone, and never prints it', async () => {
    await look();
    for (const { path: asking, authorization } of asked) {
      expect(authorization).toBe(asking.startsWith('/api/') ? `Bearer ${token}` : undefined);
    }
    await runDoctor({ url, token }, {}, () => now);
    expect(printed).not.toContain('very-secret');
  });

  it('finds a server that is away', async () => {
    server.close();
    server.closeAllConnections();
    const { exitCode, found } = await look();
    expect(exitCode).toBe(1);
    expect(found).toEqual([`Server: ${url}: nothing listens there`]);
  });

  it('finds engines that the server cannot reach', async () => {
    answers['/readyz'] = {
      status: 'not-ready',
      parts: { database: 'failed', migrations: 'pending', queue: 'failed' },
    };
    statuses['/readyz'] = 503;
    const { exitCode, found } = await look();
    expect(exitCode).toBe(1);
    expect(found).toMatchObject([
      expect.stringContaining('Database: the server cannot reach it'),
      expect.stringContaining('Queue: the server cannot reach it'),
    ]);
  });

  it('finds a clock that is wrong, another version, and batches that nobody counts', async () => {
    date = new Date(now.getTime() + 10 * 60_000);
    answers['/api/session'] = { ...fine['/api/session'], version: '0.0.9' };
    answers['/api/batches'] = page([
      {
        id: 'b',
        status: 'received',
        feed: { id: 'f', name: 'Sign-ins' },
        receivedAt: '2026-03-01T11:30:00.000Z',
        doneAt: null,
        bytes: 1,
        contentEncoding: null,
        records: 0,
        accepted: 0,
        duplicates: 0,
        rejected: 0,
        skipped: 0,
        skippedKinds: {},
        unknownCodes: 0,
        failure: null,
        failureDetail: null,
      },
    ]);
    expect((await look()).found).toMatchObject([
      expect.stringContaining('Version: the server runs 0.0.9 and this is 0.1.0'),
      expect.stringContaining("Clock: the server's is 10 minutes ahead"),
      expect.stringContaining('Backlog: 1 batch waits to be counted, for 30 minutes'),
    ]);
  });

  it('says that it could not look without a token, or with one that is refused', async () => {
    vi.stubEnv('TURNAWAY_API_TOKEN', '');
    const without = await look({ token: undefined });
    expect(without).toMatchObject({ exitCode: 1, found: [expect.stringContaining('Feeds: give --token')] });
    for (const one of ['/api/session', '/api/feeds', '/api/batches']) statuses[one] = 401;
    const refused = await look();
    expect(refused.exitCode).toBe(1);
    expect(refused.found).toContain('API token: the API token was refused (401)');
  });

  it('finds what is to be mended at a sender, and who sends with an unknown key', async () => {
    answers['/api/ingest-requests'] = page([request({ notes: [toMend('utf-16')] })]);
    answers['/api/ingest-requests strangers'] = page([
      request({ feedId: null, status: 401, batch: null, keyPreview: 'twi_wron' }),
    ]);
    const { exitCode, report } = await look();
    expect(exitCode).toBe(1);
    expect(report.findings).toBeGreaterThanOrEqual(2);
    expect(report.feeds[0]?.odd).toMatchObject([{ code: 'utf-16', isStill: true }]);
  });

  it('looks at one feed if so asked, by its name or id; another is wrong use', async () => {
    answers['/api/feeds'] = page([feed(), feed({ id: 'f-2', name: 'VPN' })]);
    expect((await look({ feed: 'VPN' })).report.feeds.map(({ id }) => id)).toEqual(['f-2']);
    await expect(look({ feed: 'none' })).rejects.toMatchObject({ exitCode: 2 });
    await expect(look({ url: 'nowhere' })).rejects.toMatchObject({ exitCode: 2 });
  });

  it('names a setting that is wrong', async () => {
    vi.stubEnv('PORT', 'http');
    expect((await look()).found).toEqual(['Settings: PORT: expected a port from 1 to 65535']);
  });
});
