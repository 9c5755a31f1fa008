// What every command needs before it can run: the packages installed, and what changed built. Plain Node, since
// nothing is installed yet when it runs for the first time.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const quiet = { TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };

/** Installs and builds what is missing or older than its sources; ends the process with one line if that fails. */
export function prepare() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Turnaway needs Node 20.19 or newer; this is ${process.versions.node}`);
  }
  if (isInstallNeeded()) {
    say('installing packages (about a minute, once)');
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  }
  say('building what changed');
  run(process.execPath, [`${root}node_modules/turbo/bin/turbo`, 'run', 'build', '--output-logs=errors-only']);
}

function isInstallNeeded() {
  const installed = `${root}node_modules/.package-lock.json`;
  return !existsSync(installed) || statSync(installed).mtimeMs < statSync(`${root}package-lock.json`).mtimeMs;
}

function run(command, args) {
  const isNpm = command === 'npm';
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, ...quiet },
    // npm is a script on Windows.
    shell: isNpm && process.platform === 'win32',
  });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}`);
  fail(`${isNpm ? 'npm ci' : 'the build'} failed; its last words are above`);
}

export function say(line) {
  process.stderr.write(`turnaway: ${line}\n`);
}

export function fail(line) {
  say(line);
  process.exit(1);
}
