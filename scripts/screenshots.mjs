// `npm run screenshots [-- overview error …]`: pictures of every page with the demo's data, into e2e/screenshots.
import { spawnSync } from 'node:child_process';
import { prepare, root } from './prepare.mjs';

prepare();
const { status } = spawnSync(
  process.execPath,
  [`${root}e2e/dist/screens/main.js`, ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
