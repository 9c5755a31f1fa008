import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const rootSchema = z.string().min(1).optional();

/**
 * Where syslog-ng and rsyslog lie, as if from `/`: Debian's packages exclude each other, so `npm test` unpacks them
 * side by side and installs neither.
 */
export const syslogNgRoot = rootSchema.parse(process.env.TURNAWAY_SYSLOG_NG) ?? null;
export const rsyslogRoot = rootSchema.parse(process.env.TURNAWAY_RSYSLOG) ?? null;

/** A daemon that reads a file and sends its lines. */
export interface SyslogDaemon {
  /** What it has said of itself. */
  said(): string;
  stop(): Promise<void>;
}

/** Lets syslog-ng's http module send lines to an address, by a hundred. */
export async function startSyslogNg(
  root: string,
  lines: readonly string[],
  url: string,
  key: string,
): Promise<SyslogDaemon> {
  const libraries = join(root, 'usr/lib/syslog-ng');
  const version = (await readdir(libraries)).find((name) => /^\d+\.\d+$/.test(name)) ?? '';
  return startDaemon(root, lines, {
    program: 'usr/sbin/syslog-ng',
    libraries: [libraries],
    args: (dir) => [
      '--foreground',
      '--no-caps',
      '--stderr',
      `--cfgfile=${dir}/daemon.conf`,
      `--module-path=${libraries}/${version}`,
      `--persist-file=${dir}/state`,
      `--pidfile=${dir}/pid`,
      `--control=${dir}/control`,
    ],
    config: (dir) => `@version: ${version}
options { time-reopen(1); stats-freq(0); log-msg-size(65536); };
source file { file("${dir}/sign-ins.log" follow-freq(0.1) read-old-records(yes) flags(no-parse)); };
destination turnaway {
  http(url("${url}/ingest") method("POST") user-agent("syslog-ng/${version}")
    headers("Authorization: Bearer ${key}") body("\${MSG}") delimiter("\\n")
    batch-lines(100) batch-timeout(500) retries(1000));
};
log { source(file); destination(turnaway); flags(flow-control); };
`,
  });
}

/** Lets rsyslog's omelasticsearch send lines to an address, in bulk. */
export function startRsyslog(
  root: string,
  lines: readonly string[],
  url: string,
  key: string,
): Promise<SyslogDaemon> {
  return startDaemon(root, lines, {
    program: 'usr/sbin/rsyslogd',
    libraries: [],
    args: (dir, arch) => ['-n', '-f', `${dir}/daemon.conf`, '-i', `${dir}/pid`, '-M', `${arch}/rsyslog`],
    config: (dir) => `global(workDirectory="${dir}" maxMessageSize="64k")
module(load="imfile")
module(load="omelasticsearch")
template(name="line" type="string" string="%msg%")
ruleset(name="send") {
  action(type="omelasticsearch" server="${url}/es" uid="rsyslog" pwd="${key}" searchIndex="sign-ins"
    searchType="" template="line" bulkmode="on" maxbytes="1m" action.resumeRetryCount="-1"
    action.resumeInterval="1" queue.type="LinkedList" queue.size="10000" queue.dequeueBatchSize="200")
}
input(type="imfile" File="${dir}/sign-ins.log" Tag="sign-ins:" ruleset="send")
`,
  });
}

interface Daemon {
  program: string;
  libraries: readonly string[];
  args(dir: string, arch: string): string[];
  config(dir: string): string;
}

async function startDaemon(root: string, lines: readonly string[], daemon: Daemon): Promise<SyslogDaemon> {
  const dir = await mkdtemp(join(tmpdir(), 'turnaway-syslog-'));
  const names = await readdir(join(root, 'usr/lib'));
  const arch = join(root, 'usr/lib', names.find((name) => name.endsWith('-linux-gnu')) ?? '');
  await writeFile(join(dir, 'sign-ins.log'), `${lines.join('\n')}\n`);
  await writeFile(join(dir, 'daemon.conf'), daemon.config(dir), { mode: 0o600 });
  const child = spawn(join(root, daemon.program), daemon.args(dir, arch), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [
        arch,
        join(root, arch.slice(root.length).replace('/usr', '')),
        ...daemon.libraries,
      ].join(':'),
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-20_000);
    });
  }
  return {
    said: () => said,
    async stop() {
      await end(child);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
