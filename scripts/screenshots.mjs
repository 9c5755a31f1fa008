// `npm run screenshots [-- demo overview phone dark …]`: pictures of every page of an empty, a full, a crowded and a
// broken install, in every size and both themes, into e2e/screenshots.
import { spawnSync } from 'node:child_process';
import { prepare, root } from './prepare.mjs';

prepare();
const { status } = spawnSync(
  process.execPath,
  [`${root}e2e/dist/screens/main.js`, ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
