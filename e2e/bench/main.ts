import { parseArgs } from 'node:util';
import { benchIngest } from './ingest.js';
import { benchQueries } from './queries.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Fills a database with this many failures in place of simulated traffic that is sent. */
    failures: { type: 'string' },
    /** Keeps that database here, for the next run. */
    'data-dir': { type: 'string' },
  },
});
const chosen = new Set(positionals);
if (chosen.size === 0 || chosen.has('ingest')) await benchIngest();
if (chosen.size === 0 || chosen.has('queries')) {
  const failures = values.failures === undefined ? null : Number(values.failures);
  await benchQueries({ failures, dataDir: values['data-dir'] ?? null });
}
