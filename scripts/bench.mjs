// `npm run bench [-- ingest|queries]`: builds what changed and measures it; prints ratios, asserts nothing.
import { spawnSync } from 'node:child_process';
import { prepare, root } from './prepare.mjs';

prepare();
const { status } = spawnSync(process.execPath, [`${root}e2e/dist/bench/main.js`, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
