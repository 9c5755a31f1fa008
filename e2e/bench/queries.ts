import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { simulateTraffic } from '@turnaway/cli/dist/simulate/simulate-traffic.js';
import { runTurnaway } from '../setup/run-turnaway.js';
import { quantile, rounded } from './statistics.js';

const compress = promisify(gzip);
const days = 30;
const people = 2_000;
const recordsPerBatch = 5_000;
const runs = 20;
const dayMs = 86_400_000;

/** How long the dashboard's questions take over 30 simulated days. Prints, and asserts nothing. */
export async function benchQueries(): Promise<void> {
  const turnaway = await runTurnaway({ TURNAWAY_LOG_LEVEL: 'error' });
  try {
    // A little less than the retention, so that the first day is not dropped meanwhile.
    const to = new Date();
    const from = new Date(to.getTime() - days * dayMs + 3_600_000);
    let records = 0;
    let lines: string[] = [];
    const batchIds: string[] = [];
    const flush = async () => {
      const body = await compress(lines.join('\n'));
      batchIds.push(await turnaway.ingest(body, { 'content-encoding': 'gzip' }));
      records += lines.length;
      lines = [];
    };
    for (const { record } of simulateTraffic({ seed: 'queries', from, to, people })) {
      lines.push(JSON.stringify(record));
      if (lines.length === recordsPerBatch) await flush();
    }
    if (lines.length > 0) await flush();
    await turnaway.counted(batchIds);
    process.stdout.write(
      `\nqueries over ${days} days of ${rounded(people)} people, ${rounded(records)} records\n`,
    );

    const errors = await turnaway.api<{ items: { system: string; code: string }[] }>(
      `/api/errors?from=${from.toISOString()}&to=${to.toISOString()}&limit=1`,
    );
    const top = errors.items[0] ?? { system: 'entra', code: '50126' };
    for (const [name, spanMs] of [
      ['24 h', dayMs],
      ['30 d', to.getTime() - from.getTime()],
    ] as const) {
      const range = `from=${new Date(to.getTime() - spanMs).toISOString()}&to=${to.toISOString()}`;
      for (const path of [
        `/api/summary?${range}`,
        `/api/trends?${range}&by=cause`,
        `/api/errors?${range}&limit=20`,
        `/api/errors/${top.system}/${encodeURIComponent(top.code)}?${range}`,
        `/api/breakdown?${range}&by=app&limit=20`,
        `/api/breakdown?${range}&by=user&limit=20`,
        `/api/sign-ins?${range}&limit=50`,
      ]) {
        const tookMs: number[] = [];
        for (let i = 0; i < runs; i++) {
          const startedAt = performance.now();
          await turnaway.api(path);
          tookMs.push(performance.now() - startedAt);
        }
        const label = path.replace(range, name).padEnd(46);
        process.stdout.write(
          `  ${label} p50 ${rounded(quantile(tookMs, 0.5), 1)} ms, p95 ${rounded(quantile(tookMs, 0.95), 1)} ms\n`,
        );
      }
    }
  } finally {
    await turnaway.stop();
  }
}
