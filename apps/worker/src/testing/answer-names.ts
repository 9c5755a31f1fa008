import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { type Answer, decode, encode } from 'dns-packet';
import type { ResolvedAddress, ResolveName } from '../webhooks/vet-target.js';

/** Somebody else's name server on this machine. */
export interface NameServer {
  /** Asks it for the addresses of a name, of both families. */
  resolve: ResolveName;
  /** What it was asked, in order: `A hooks.example`. */
  asked: string[];
  close(): Promise<void>;
}

/** Says what a name leads to; `nth` is how often this was asked before. Nothing: there is no such record. */
type Zone = (name: string, type: 'A' | 'AAAA', nth: number) => Answer[];

/** Records of addresses, and of other names, that nobody may keep. */
export const record = {
  a: (name: string, data: string): Answer => ({ type: 'A', name, ttl: 0, data }),
  aaaa: (name: string, data: string): Answer => ({ type: 'AAAA', name, ttl: 0, data }),
  cname: (name: string, data: string): Answer => ({ type: 'CNAME', name, ttl: 0, data }),
};

/** Starts a name server over UDP, on a free port of this host. */
export async function answerNames(zone: Zone): Promise<NameServer> {
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (bytes, from) => {
    const { id, questions = [] } = decode(bytes);
    const [question] = questions;
    if (question === undefined || (question.type !== 'A' && question.type !== 'AAAA')) return;
    const line = `${question.type} ${question.name}`;
    const nth = asked.filter((before) => before === line).length;
    asked.push(line);
    const answers = zone(question.name, question.type, nth);
    socket.send(encode({ type: 'response', id: id ?? 0, questions, answers }), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const resolver = new Resolver({ timeout: 2_000, tries: 1 });
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  return {
    asked,
    async resolve(hostname) {
      const [v4, v6] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
      const of = (found: PromiseSettledResult<string[]>, family: number): ResolvedAddress[] =>
        found.status === 'fulfilled' ? found.value.map((address) => ({ address, family })) : [];
      return [...of(v4, 4), ...of(v6, 6)];
    },
    async close() {
      resolver.cancel();
      socket.close();
      await once(socket, 'close');
    },
  };
}
