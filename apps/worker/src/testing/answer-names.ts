import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Answer, decode, encode } from 'dns-packet';
import type { ResolvedAddress, ResolveName } from '../webhooks/vet-target.js';

/** Says what a name leads to; `nth` is how often this was asked before. Nothing: there is no such record. */
export type Zone = (name: string, type: 'A' | 'AAAA', nth: number) => Answer[];

/** The system's resolver, led to a name server of somebody else on this machine. */
export interface LedResolver {
  /** What deliveries ask for addresses, run where the name server is the test's. */
  resolve: ResolveName;
  /** What the name server was asked since the last `lead`, in order: `A hooks.example`. */
  asked: string[];
  /** Answers by another zone from now on. */
  lead(zone: Zone): void;
  close(): Promise<void>;
}

/** What the process that asks the system's resolver says to the one that started it. */
export type FromResolver =
  | { kind: 'ready' }
  | { kind: 'question'; port: number; packet: string }
  | { kind: 'resolved'; id: number; addresses: ResolvedAddress[] | null };

/** Records of addresses, and of other names, that nobody may keep. */
export const record = {
  a: (name: string, data: string): Answer => ({ type: 'A', name, ttl: 0, data }),
  aaaa: (name: string, data: string): Answer => ({ type: 'AAAA', name, ttl: 0, data }),
  cname: (name: string, data: string): Answer => ({ type: 'CNAME', name, ttl: 0, data }),
};

/** Puts files in the place of the system's, and has a network of its own for the port of name servers. */
const script = `
  ip link set lo up
  for name in resolv.conf hosts nsswitch.conf; do mount --bind "$1/$name" "/etc/$name"; done
  exec "$2" "$3"`;
const program = fileURLToPath(new URL('../../dist/testing/resolve-names.js', import.meta.url));

/**
 * Starts the system's resolver in a process of its own, for which a name server of the test is the only one, and
 * `hosts` the file of that name. `null` where this system lets nobody have a network of their own.
 */
export async function leadResolver(hosts: string): Promise<LedResolver | null> {
  const files = await mkdtemp(join(tmpdir(), 'turnaway-names-'));
  await writeFile(join(files, 'resolv.conf'), 'nameserver 127.0.0.1\noptions timeout:2 attempts:1\n');
  await writeFile(join(files, 'hosts'), hosts);
  await writeFile(join(files, 'nsswitch.conf'), 'hosts: files dns\n');
  const child = spawn(
    'unshare',
    ['--map-root-user', '--net', '--mount', 'sh', '-euc', script, 'sh', files, process.execPath, program],
    { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
  );
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const close = async () => {
    if (child.connected) child.disconnect();
    await gone;
    await rm(files, { recursive: true, force: true });
  };
  const isReady = await Promise.race([once(child, 'message').then(() => true), gone.then(() => false)]);
  if (!isReady) {
    await close();
    return null;
  }
  return { ...talk(child, gone), close };
}

function talk(child: ChildProcess, gone: Promise<void>): Omit<LedResolver, 'close'> {
  let zone: Zone = () => [];
  let resolvedCount = 0;
  const asked: string[] = [];
  const open = new Map<number, (addresses: ResolvedAddress[] | null) => void>();
  child.on('message', (message: FromResolver) => {
    if (message.kind === 'resolved') {
      open.get(message.id)?.(message.addresses);
      open.delete(message.id);
    } else if (message.kind === 'question') {
      const packet = answer(Buffer.from(message.packet, 'base64'), zone, asked);
      if (packet !== null)
        child.send({ kind: 'answer', port: message.port, packet: packet.toString('base64') });
    }
  });
  void gone.then(() => {
    for (const settle of open.values()) settle(null);
  });
  return {
    asked,
    lead(next) {
      zone = next;
      asked.length = 0;
    },
    async resolve(hostname) {
      const id = resolvedCount++;
      const addresses = await new Promise<ResolvedAddress[] | null>((resolve) => {
        open.set(id, resolve);
        child.send({ kind: 'resolve', id, hostname });
      });
      if (addresses === null) throw new Error(`the system found no address of ${hostname}`);
      return addresses;
    },
  };
}

/** The answer to one question, as a packet; `null` where it asks for no address. */
function answer(packet: Buffer, zone: Zone, asked: string[]): Buffer | null {
  const { id = 0, questions = [] } = decode(packet);
  const [question] = questions;
  if (question === undefined || (question.type !== 'A' && question.type !== 'AAAA')) return null;
  const line = `${question.type} ${question.name}`;
  const nth = asked.filter((before) => before === line).length;
  asked.push(line);
  return encode({ type: 'response', id, questions, answers: zone(question.name, question.type, nth) });
}
