import { benchIngest } from './ingest.js';
import { benchQueries } from './queries.js';

const chosen = new Set(process.argv.slice(2));
if (chosen.size === 0 || chosen.has('ingest')) await benchIngest();
if (chosen.size === 0 || chosen.has('queries')) await benchQueries();
