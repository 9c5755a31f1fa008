import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { type PostgresHome, preparePostgresHome } from './postgres-home.js';

const run = promisify(execFile);
const databaseName = 'turnaway';
const superuser = 'turnaway';
const startTimeoutMs = 60_000;
const stopTimeoutMs = 30_000;
const socketDirBytesMax = 90;

/** A running PostgreSQL server of our own. */
export interface EmbeddedPostgres {
  databaseUrl: string;
  /** Where its files had to be put, if not below the data folder. */
  movedTo: string | null;
  /** Settles when the server ends, asked to or not. */
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL with its data in `<dataDir>/postgres`, listening on 127.0.0.1 only; the first start makes the
 * cluster and the database. A server that an earlier start left running on the same data is stopped first.
 * Throws with the server's own last words when it does not come up.
 *
 * The library's own launcher is not used: it stops the server on the first signal, before the processes that
 * still need it, and does not say when the server dies.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  port: number;
  password: string;
}): Promise<EmbeddedPostgres> {
  const home = await preparePostgresHome(options.dataDir);
  await stopLeftOver(home);
  if (!(await isInitialized(home))) await initializeCluster(home, options.password);

  const server = spawn(join(home.binDir, 'postgres'), serverArguments(home, options.port), {
    ...(home.account ?? {}),
    // Its own process group: Ctrl-C must reach the processes that use the server, and it only after them.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    server.once('exit', (code, signal) => resolve({ code, signal }));
  });
  await untilReady(server);
  await createDatabase(home, options);
  return {
    databaseUrl: urlOf(home, options, databaseName),
    movedTo: home.movedTo,
    exited,
    stop: () => stopServer(home, server, exited),
  };
}

/**
 * The server's socket lies in its data folder, which only its account and root can enter. A socket's path has a
 * limit of about 100 bytes; where it would be longer, and on Windows, connections go over loopback, at a cost of
 * some 15 % of the records a worker can count.
 */
function socketDir(home: PostgresHome): string | null {
  return platform() !== 'win32' && Buffer.byteLength(home.dataDir) <= socketDirBytesMax ? home.dataDir : null;
}

function urlOf(
  home: PostgresHome,
  { port, password }: { port: number; password: string },
  database: string,
): string {
  const dir = socketDir(home);
  const query = dir === null ? '' : `?host=${encodeURIComponent(dir)}`;
  return `postgresql://${superuser}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}${query}`;
}

function serverArguments(home: PostgresHome, port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    // Its line of readiness is looked for by its words.
    lc_messages: 'C',
    unix_socket_directories: socketDir(home) ?? '',
    max_connections: 80,
    shared_buffers: '256MB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    // A first import makes empty tables large within seconds; until they are looked at, plans are made for empty ones.
    autovacuum_naptime: '5s',
    autovacuum_analyze_scale_factor: '0.05',
    jit: 'off',
    random_page_cost: '1.1',
    // Errors of single statements would bring sign-in data into the log.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', home.dataDir, '-p', String(port), ...flags];
}

async function isInitialized(home: PostgresHome): Promise<boolean> {
  return stat(join(home.dataDir, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}

async function initializeCluster(home: PostgresHome, password: string): Promise<void> {
  // A first start cut short leaves a part of a cluster that initdb refuses to use.
  await rm(home.dataDir, { recursive: true, force: true });
  await mkdir(home.dataDir, { mode: 0o700 });
  if (home.account !== null) await chown(home.dataDir, home.account.uid, home.account.gid);
  const passwordFile = join(tmpdir(), `turnaway-${process.pid}-${Date.now()}`);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    if (home.account !== null) await chown(passwordFile, home.account.uid, home.account.gid);
    const flags = ['--auth=scram-sha-256', `--username=${superuser}`, `--pwfile=${passwordFile}`];
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    await run(join(home.binDir, 'initdb'), ['-D', home.dataDir, ...flags, ...locale], {
      ...(home.account ?? {}),
      cwd: tmpdir(),
    });
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function untilReady(server: ChildProcess): Promise<void> {
  let lastWords = '';
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`PostgreSQL did not start in time: ${lastWords}`)),
      startTimeoutMs,
    );
    server.stderr?.on('data', (chunk: Buffer) => {
      lastWords = (lastWords + chunk.toString()).slice(-2_000);
      if (!lastWords.includes('ready to accept connections')) return;
      clearTimeout(timer);
      resolve();
    });
    server.once('error', reject);
    server.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`PostgreSQL ended with code ${code}: ${lastWords.trim()}`));
    });
  });
}

async function createDatabase(
  home: PostgresHome,
  options: { port: number; password: string },
): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(home, options, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}

async function stopServer(home: PostgresHome, server: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  if (platform() === 'win32') {
    await run(join(home.binDir, 'pg_ctl'), ['stop', '-D', home.dataDir, '-m', 'fast']);
  } else {
    server.kill('SIGINT');
  }
  const timer = setTimeout(() => server.kill('SIGKILL'), stopTimeoutMs);
  await exited;
  clearTimeout(timer);
}

/** A supervisor that was killed leaves its server running; it is ours, since it holds our data folder. */
async function stopLeftOver(home: PostgresHome): Promise<void> {
  const pidFile = join(home.dataDir, 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8').catch(() => null);
  const pid = Number(text?.split('\n', 1)[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return;
  if (!(await runsOn(pid, home.dataDir))) {
    // After a reboot the number may belong to another program, and PostgreSQL would wait for it in vain.
    await rm(pidFile, { force: true });
    return;
  }
  process.kill(pid, 'SIGINT');
  const giveUpAt = Date.now() + stopTimeoutMs;
  while (isAlive(pid) && Date.now() < giveUpAt) await wait(50);
}

async function runsOn(pid: number, dataDir: string): Promise<boolean> {
  if (platform() === 'win32') return true;
  const { stdout } = await run('ps', ['-o', 'args=', '-p', String(pid)]);
  return stdout.includes(dataDir);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // The signal could not be sent: there is no such process, or it is not ours.
    return false;
  }
}
