/**
 * Run by answer-names.ts in a network and with a resolv.conf of its own: asks the system's resolver for names exactly as
 * deliveries do, and hands what this asks its name server to the process that started it.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { z } from 'zod';
import { resolveName } from '../webhooks/vet-target.js';
import type { FromResolver } from './answer-names.js';

const toResolverSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('resolve'), id: z.int(), hostname: z.string() }),
  z.object({ kind: z.literal('answer'), port: z.int(), packet: z.string() }),
]);
const say = (message: FromResolver) => process.send?.(message);

const socket = createSocket('udp4');
socket.on('message', (packet, { port }) =>
  say({ kind: 'question', port, packet: packet.toString('base64') }),
);
socket.bind(53, '127.0.0.1');
await once(socket, 'listening');

process.on('message', (said) => {
  const message = toResolverSchema.parse(said);
  if (message.kind === 'answer') {
    socket.send(Buffer.from(message.packet, 'base64'), message.port, '127.0.0.1');
    return;
  }
  const { id, hostname } = message;
  resolveName(hostname).then(
    (addresses) => say({ kind: 'resolved', id, addresses }),
    () => say({ kind: 'resolved', id, addresses: null }),
  );
});
process.on('disconnect', () => process.exit());
say({ kind: 'ready' });
