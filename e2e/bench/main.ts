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
    /** Asks a database that was filled by an earlier run and is running by itself. */
    'database-url': { type: 'string' },
    /** Measures these ranges alone, by name without blanks: `--range 24h --range 7d`. */
    range: { type: 'string', multiple: true },
    /** Measures ingest with so many workers alone: `--workers 1 --workers 2`. */
    workers: { type: 'string', multiple: true },
    /** Measures the calls of these pages alone, by the beginning of their names. */
    page: { type: 'string', multiple: true },
    /** Asks up to now, while a batch of sign-ins arrives each second. */
    live: { type: 'boolean' },
  },
});
const chosen = new Set(positionals);
if (chosen.size === 0 || chosen.has('ingest'))
  await benchIngest({ workers: values.workers?.map(Number) ?? null });
if (chosen.size === 0 || chosen.has('queries')) {
  const failures = values.failures === undefined ? null : Number(values.failures);
  await benchQueries({
    failures,
    dataDir: values['data-dir'] ?? null,
    databaseUrl: values['database-url'] ?? null,
    only: { ranges: values.range ?? null, pages: values.page ?? null, isLive: values.live ?? false },
  });
}
