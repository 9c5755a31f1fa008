// `npm run dev`: builds once, then compiles and restarts whatever changes, with the dashboard compiled on demand.
import { spawn } from 'node:child_process';
import { prepare, root } from './prepare.mjs';

prepare();
const compiled = [
  'packages/contracts',
  'packages/catalog',
  'packages/analyzer',
  'packages/messages',
  'packages/db',
  'packages/jobs',
  'apps/worker',
  'apps/api',
];
const isWindows = process.platform === 'win32';
// Each in a group of its own: the compiler is a program behind a script, and both must end.
const node = (args) => spawn(process.execPath, args, { cwd: root, stdio: 'inherit', detached: !isWindows });
const compilers = compiled.map((unit) =>
  node([
    `${root}node_modules/typescript/bin/tsc`,
    '-p',
    `${unit}/tsconfig.build.json`,
    '-w',
    '--preserveWatchOutput',
  ]),
);
const turnaway = node([`${root}apps/cli/dist/main.js`, 'start', '--watch', ...process.argv.slice(2)]);

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => turnaway.kill(signal));
turnaway.on('exit', (code) => {
  for (const compiler of compilers) {
    if (isWindows) compiler.kill();
    else process.kill(-compiler.pid, 'SIGTERM');
  }
  process.exitCode = code ?? 1;
});
