// `npm run bench:alerts [-- --people 50,2000 --seeds 6,3 --days 30 --verbose]`: builds what changed, plays months of
// made-up sign-ins with labelled incidents, and prints how well the default alert rules find them.
import { spawnSync } from 'node:child_process';
import { prepare, root } from './prepare.mjs';

prepare();
const main = `${root}e2e/dist/bench/alerts/main.js`;
const { status } = spawnSync(process.execPath, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
