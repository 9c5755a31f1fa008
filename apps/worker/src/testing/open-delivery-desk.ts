import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { createSecretBox } from '@turnaway/db/secret-box';
import { createTestDatabase } from '@turnaway/db/testing';
import { createQueue, type Queue } from '@turnaway/jobs';
import { pino } from 'pino';
import { type DeliveryOptions, deliverWebhook } from '../jobs/deliver-webhook.js';
import { type Receiver, receive } from './receive.js';

type Database = Awaited<ReturnType<typeof createTestDatabase>>;
type DeliveryContext = Parameters<typeof deliverWebhook>[0];

/** A database with channels and messages in it, and what is needed to send these, at a time that the test sets. */
export interface DeliveryDesk {
  database: Database;
  queue: Queue;
  signingSecret: string;
  /** What deliveries take for the present. */
  clock: Date;
  context(over?: Partial<DeliveryContext>): DeliveryContext;
  receive(answer: RequestListener): Promise<Receiver>;
  storeChannel(
    url: string,
    over?: { name?: string; isDefault?: boolean; fallbackChannelId?: string },
  ): Promise<string>;
  storeDelivery(
    channelId: string,
    over?: { createdAt?: Date; groupId?: string; eventType?: string },
  ): Promise<string>;
  deliver(deliveryId: string, options?: DeliveryOptions, over?: Partial<DeliveryContext>): Promise<void>;
  read(deliveryId: string): ReturnType<typeof readDelivery>;
  closeReceivers(): Promise<void>;
  close(): Promise<void>;
}

const secret = 'a secret of this install';
export const messageBody =
  '{"type":"alert.firing","timestamp":"2026-01-31T08:00:00.000Z","data":{"title":"Ünïcode"}}';

/** Opens a desk on a PostgreSQL server. */
export async function openDeliveryDesk(postgresUrl: string): Promise<DeliveryDesk> {
  const database = await createTestDatabase(postgresUrl);
  const queue = await createQueue({ databaseUrl: database.databaseUrl, redisUrl: null });
  const signingSecret = `whsec_${randomBytes(32).toString('base64')}`;
  const receivers: Receiver[] = [];
  const desk: DeliveryDesk = {
    database,
    queue,
    signingSecret,
    clock: new Date(),
    context: (over = {}) => ({
      db: database.db,
      queue,
      log: pino({ level: 'silent' }),
      now: () => desk.clock,
      secret,
      publicUrl: 'https://turnaway.example.com',
      allowCidrs: ['127.0.0.0/8'],
      tick: () => undefined,
      ...over,
    }),
    async receive(answer) {
      const receiver = await receive(answer);
      receivers.push(receiver);
      return receiver;
    },
    async storeChannel(url, over = {}) {
      const secretEncrypted = createSecretBox(secret).seal(signingSecret);
      const data = { workspaceId: 'default', name: 'hook', url, secretEncrypted, ...over };
      return (await database.db.prisma.channel.create({ data })).id;
    },
    async storeDelivery(channelId, over = {}) {
      const { clock: nextAttemptAt } = desk;
      const data = {
        workspaceId: 'default',
        channelId,
        eventType: 'alert.firing',
        body: messageBody,
        nextAttemptAt,
      };
      return (await database.db.prisma.delivery.create({ data: { ...data, ...over } })).id;
    },
    deliver: (deliveryId, options = {}, over = {}) =>
      deliverWebhook(desk.context(over), { deliveryId }, { random: () => 0.5, ...options }),
    read: (id) => readDelivery(database, id),
    async closeReceivers() {
      for (const receiver of receivers.splice(0)) await receiver.close();
    },
    async close() {
      await queue.close();
      await database.drop();
    },
  };
  return desk;
}

async function readDelivery(database: Database, id: string) {
  const row = await database.db.prisma.delivery.findUniqueOrThrow({
    where: { id },
    include: { attempts: { orderBy: { at: 'asc' } }, channel: true },
  });
  return { ...row, last: row.attempts.at(-1) };
}
