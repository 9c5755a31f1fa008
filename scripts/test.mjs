// `npm test`: makes a fresh clone ready, finds or installs the browser and Redis, then runs every test there is.
// Arguments go to vitest: `npm test -- --project unit`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { fail, prepare, root, say } from './prepare.mjs';

const isCi = process.env.CI === 'true';
prepare();

const browser = find(
  'browser',
  [process.env.TURNAWAY_BROWSER, 'chromium', 'chromium-browser', 'google-chrome', ...macBrowsers()],
  'chromium',
);
if (browser === null)
  fail(
    'no browser for the tests: install Chromium (Debian: apt-get install chromium) or set TURNAWAY_BROWSER',
  );
const redis = find('Redis', ['redis-server', 'valkey-server'], 'redis-server');
if (redis === null) {
  const line = 'no Redis for the tests: install redis-server or valkey';
  if (isCi) fail(line);
  say(`${line}; the tests that need it are counted as skipped`);
}
const syslogNg = unpackSender('syslog-ng', ['syslog-ng-core', 'syslog-ng-mod-http'], 'libhttp.so');
const rsyslog = unpackSender('rsyslogd', ['rsyslog', 'rsyslog-elasticsearch'], 'omelasticsearch.so');
for (const [name, place] of [
  ['syslog-ng with its http module', syslogNg],
  ['rsyslog with omelasticsearch', rsyslog],
]) {
  if (place !== null) continue;
  const line = `no ${name} for the tests (Debian, as root, gets it by itself)`;
  if (isCi) fail(line);
  say(`${line}; the test that sends with it is counted as skipped`);
}
// Compose's own check of docker-compose.yml; elsewhere ours must do.
if (isCi && spawnSync('docker', ['compose', 'version']).status !== 0) {
  find('Compose', ['docker-compose'], 'docker-compose');
}

const { status, signal } = spawnSync(
  process.execPath,
  [`${root}node_modules/vitest/vitest.mjs`, 'run', ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      TURNAWAY_BROWSER: browser,
      ...(syslogNg === null ? {} : { TURNAWAY_SYSLOG_NG: syslogNg }),
      ...(rsyslog === null ? {} : { TURNAWAY_RSYSLOG: rsyslog }),
    },
  },
);
process.exit(signal === null ? (status ?? 1) : 1);

function macBrowsers() {
  return [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ];
}

/** The first program that is there; else it is installed where root may do that with apt. `null`: not to be had. */
function find(what, programs, debianPackage) {
  const found = programs.find((program) => program && isThere(program));
  if (found) return pathOf(found);
  if (process.getuid?.() !== 0 || !isThere('apt-get')) return null;
  say(`installing ${debianPackage} for the tests (${what})`);
  aptInstall([debianPackage]);
  return isThere(debianPackage) ? pathOf(debianPackage) : null;
}

/**
 * The root under which a syslog daemon and its module lie: `/`, or a folder that its Debian packages are unpacked into.
 * They are not installed: Debian's daemons exclude each other, and a test must not take a machine's own one away.
 */
function unpackSender(program, packages, moduleName) {
  const folder = `${root}node_modules/.cache/turnaway-senders/${program}`;
  const isIn = (place) =>
    existsSync(`${place}/usr/sbin/${program}`) &&
    spawnSync('find', [`${place}/usr/lib`, '-name', moduleName], { encoding: 'utf8' }).stdout.trim() !== '';
  const found = ['', folder].find(isIn);
  if (found !== undefined) return found === '' ? '/' : found;
  if (process.getuid?.() !== 0 || !isThere('apt-get') || !isThere('dpkg-deb')) return null;
  say(`unpacking ${packages.join(' and ')} for the tests`);
  const archives = `${folder}/archives`;
  mkdirSync(`${archives}/partial`, { recursive: true });
  aptInstall(['--download-only', '-o', `Dir::Cache::archives=${archives}`, ...packages]);
  for (const name of readdirSync(archives).filter((file) => file.endsWith('.deb'))) {
    spawnSync('dpkg-deb', ['-x', `${archives}/${name}`, folder]);
  }
  return isIn(folder) ? folder : null;
}

/** With the lists of packages as they are; with fresh ones if that fails. */
function aptInstall(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () =>
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...args], { env, encoding: 'utf8' });
  let result = install();
  if (result.status !== 0) {
    spawnSync('apt-get', ['update'], { env, encoding: 'utf8' });
    result = install();
  }
  if (result.status !== 0) say(result.stderr.trim().split('\n').at(-1) ?? '');
}

function isThere(program) {
  return program.includes('/') ? existsSync(program) : pathOf(program) !== null;
}

function pathOf(program) {
  if (program.includes('/')) return program;
  const { status, stdout } = spawnSync(process.platform === 'win32' ? 'where' : 'which', [program], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim().split('\n')[0] : null;
}
