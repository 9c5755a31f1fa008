import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  apiToken,
  ingestKey,
  type RunningTurnaway,
  repositoryRoot,
  runTurnaway,
} from './setup/run-turnaway.js';

let turnaway: RunningTurnaway;
beforeAll(async () => {
  turnaway = await runTurnaway();
});
afterAll(() => turnaway.stop());

interface Report {
  install: { name: string; state: string }[];
  feeds: {
    odd: { code: string }[];
    requests: { sender: string | null; records: { accepted: number } | null }[];
  }[];
  strangers: { text: string }[];
  findings: number;
}

/** Runs `turnaway doctor --json` against the product, as its owner would on the same machine. */
function runDoctor(): Promise<{ code: number; printed: string; report: Report }> {
  const args = [join(repositoryRoot, 'apps/cli/dist/main.js'), 'doctor', '--url', turnaway.url, '--json'];
  const env = { ...process.env, TURNAWAY_API_TOKEN: apiToken, TURNAWAY_DATA_DIR: turnaway.dataDir };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env, timeout: 60_000 }, (error, printed) => {
      resolve({ code: error === null ? 0 : Number(error.code), printed, report: JSON.parse(printed) });
    });
  });
}

const post = (headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer>) =>
  fetch(`${turnaway.url}/ingest`, { method: 'POST', headers, body });

/** The log of requests is written behind the answers. */
async function untilLogged(filter: string, requests: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const { total } = await turnaway.api<{ total: number }>(`/api/ingest-requests?${filter}`);
    if (total >= requests) return;
    await wait(100);
  }
  throw new Error(`fewer than ${requests} requests of ${filter} were logged`);
}

test('doctor finds nothing in a fresh install, then what a sender does wrong, and shows no key', async () => {
  const fresh = await runDoctor();
  // How full the disk of this machine is, is no matter of the test.
  const install = fresh.report.install.filter(({ name }) => name !== 'Disk');
  expect(install.filter(({ state }) => state !== 'ok')).toEqual([]);
  expect(fresh.code).toBe(fresh.report.findings === 0 ? 0 : 1);

  const record = JSON.stringify({ log_id: 'doctor-1', date: new Date().toISOString(), type: 'fp' });
  const batchId = await turnaway.ingest(`${record}\n`, { 'user-agent': 'good-shipper' });
  // The second batch holds the same sign-in: whichever is counted first has it.
  await turnaway.counted([batchId]);
  const authorization = `Bearer ${ingestKey}`;
  await post(
    { authorization, 'user-agent': 'windows-script' },
    new Uint8Array(Buffer.from(`\ufeff${record}`, 'utf16le')),
  );
  await post({ authorization: 'Bearer tk_of_somewhere_else', 'user-agent': 'lost-shipper' }, record);
  await untilLogged('unattributed=true', 1);
  await untilLogged('limit=1', 3);

  const { code, printed, report } = await runDoctor();
  expect(code).toBe(1);
  const [feed] = report.feeds;
  expect(feed?.odd.map((odd) => odd.code)).toContain('utf-16');
  expect(feed?.requests.find(({ sender }) => sender === 'good-shipper')?.records).toMatchObject({
    accepted: 1,
  });
  expect(report.strangers.map(({ text }) => text).join()).toContain('lost-shipper');
  expect(printed).not.toContain(ingestKey);
  expect(printed).not.toContain('tk_of_somewhere_else');
  expect(printed).not.toContain(apiToken);
});
