import { randomBytes, randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { alertRuleInputSchema, alertWebhookSchema } from '@turnaway/contracts';
import { ruleColumns } from '@turnaway/db/alert-rules/save-alert-rule';
import { createSecretBox } from '@turnaway/db/secret-box';
import { createTestDatabase } from '@turnaway/db/testing';
import { createQueue, work } from '@turnaway/jobs';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { expect, inject, test } from 'vitest';
import { deliverWebhook } from '../jobs/deliver-webhook.js';
import { evaluateAlerts } from '../jobs/evaluate-alerts.js';
import { type Received, type Receiver, receive } from '../testing/receive.js';
import { concurrentMax } from '../webhooks/host-gate.js';

/** Groups that fire at once: some seconds' worth; `TURNAWAY_TEST_GROUPS=10000` takes minutes. */
const groups = Number(process.env.TURNAWAY_TEST_GROUPS ?? 100);
const hosts = groups > 1_000 ? 10 : 4;
const workspaceId = `workspace-${randomUUID()}`;
const secret = 'a secret of this install';
const signingSecret = `whsec_${randomBytes(32).toString('base64')}`;
const mib = 1_048_576;

type Database = Awaited<ReturnType<typeof createTestDatabase>>;

/** A rule by app that is told to a channel of its own, and as many apps that fail. */
async function storeRule(database: Database, host: number, apps: number, url: string): Promise<void> {
  const { db } = database;
  const code = `9000${host}`;
  await db.prisma.codeClass.create({
    data: {
      ...{ workspaceId, errorCode: `entra/${code}`, system: 'entra', code, known: false, title: 'Made up' },
      ...{ outcome: 'failure', cause: 'user-credential', source: 'identity-provider', actor: 'end-user' },
    },
  });
  // In both, as a batch is counted: a window that is a whole hour is read by the hour.
  for (const [table, unit] of [
    ['rollup_minutes', 'minute'],
    ['rollup_hours', 'hour'],
  ]) {
    // Weeks ago there was as much in each of the hours that the window lies in.
    await db.pool.query(
      `insert into ${table} (workspace_id, bucket, error_code, app, feed_id, interactive, events)
       select $1, at, $2, 'App ' || n, $3, 'yes', events from generate_series(1, $4::int) as n, (
         select date_trunc('${unit}', now() - interval '1 minute') as at, 12 as events
         union all select date_trunc('hour', now()) - make_interval(weeks => week, hours => hour), 4
         from generate_series(1, 5) as week, generate_series(-1, 2) as hour
       ) as times`,
      [workspaceId, `entra/${code}`, database.feedId, apps],
    );
  }
  await db.pool.query(
    `insert into unfolded_buckets (workspace_id, bucket_minutes, bucket, mark)
     select distinct workspace_id, 15, bucket, gen_random_uuid() from (
       select distinct workspace_id, bucket from rollup_hours where workspace_id = $1) hours`,
    [workspaceId],
  );
  const { id: channelId } = await db.prisma.channel.create({
    data: {
      workspaceId,
      name: code,
      url,
      secretEncrypted: createSecretBox(secret).seal(signingSecret),
    },
  });
  const input = alertRuleInputSchema.parse({
    name: `Apps with ${code}`,
    kind: 'threshold',
    filter: { code: [code] },
    params: { measure: 'failures', windowMinutes: 60, threshold: 10, recoveryThreshold: 5, groupBy: 'app' },
    grouping: { by: 'app' },
  });
  await db.prisma.alertRule.create({
    data: { workspaceId, ...ruleColumns(input), channels: { create: { channelId } } },
  });
}

test(
  `${groups} groups that fire at once are all told, each once, and no host gets more than it may`,
  async () => {
    const database = await createTestDatabase(inject('postgresUrl'));
    const { db, databaseUrl } = database;
    const engine = { databaseUrl, redisUrl: null };
    const queue = await createQueue(engine);
    await db.prisma.workspace.create({ data: { id: workspaceId, name: 'test' } });

    const dedupKeys = new Set<string>();
    const messageIds = new Set<string>();
    let inFlightMax = 0;
    const arrivals = new EventEmitter();
    const note = ({ body, headers }: Received) => {
      const verified = new Webhook(signingSecret).verify(body, headers as Record<string, string>);
      const message = alertWebhookSchema.parse(verified);
      if (message.type !== 'alert.firing') throw new Error('expected alerts that fire');
      expect(message.data.usual).toBe(4);
      const id = String(headers['webhook-id']);
      expect(messageIds).not.toContain(id);
      messageIds.add(id);
      dedupKeys.add(message.data.dedupKey);
      if (dedupKeys.size === groups) arrivals.emit('all');
    };
    const receivers: Receiver[] = [];
    for (let host = 0; host < hosts; host += 1) {
      let inFlight = 0;
      const receiver = await receive((_, response) => {
        inFlight += 1;
        inFlightMax = Math.max(inFlightMax, inFlight);
        for (const received of receiver.received.splice(0)) note(received);
        setTimeout(() => {
          inFlight -= 1;
          response.end();
        }, 5);
      });
      receivers.push(receiver);
    }
    for (const [host, { url }] of receivers.entries()) {
      await storeRule(database, host, Math.floor(groups / hosts), url);
    }

    const nothing = async () => undefined;
    const context = {
      ...{ db, queue, secret, log: pino({ level: 'silent' }), now: () => new Date() },
      ...{ publicUrl: 'https://turnaway.example', allowCidrs: ['127.0.0.0/8'], tick: () => undefined },
    };
    const failures: Error[] = [];
    const heapBefore = process.memoryUsage().heapUsed;
    let heapMax = heapBefore;
    const watching = setInterval(() => {
      heapMax = Math.max(heapMax, process.memoryUsage().heapUsed);
    }, 200);
    const startedAt = performance.now();
    let evaluatedMs = 0;
    const working = await work(engine, {
      queue,
      concurrency: { batches: 1, chores: 4, deliveries: 8 },
      onFailed: (_, error) => failures.push(error),
      handlers: {
        'analyze-batch': nothing,
        'evaluate-alerts': async (payload) => {
          await evaluateAlerts(context, payload);
          evaluatedMs ||= performance.now() - startedAt;
        },
        'deliver-webhook': (payload) => deliverWebhook(context, payload),
        'move-error-groups': nothing,
        sweep: nothing,
        'fold-counts': nothing,
        'settle-attempts': nothing,
        'find-original': nothing,
        'apply-retention': nothing,
      },
    });
    try {
      const all = once(arrivals, 'all');
      await queue.enqueue('evaluate-alerts', { workspaceId });
      await all;
      const seconds = (performance.now() - startedAt) / 1_000;
      console.info(
        `${groups} groups at ${hosts} hosts: looked and told in ${Math.round(evaluatedMs / 100) / 10} s, all arrived after ${Math.round(seconds)} s, at most ${inFlightMax} at one host, ${Math.round((heapMax - heapBefore) / mib)} MiB of heap more at the most`,
      );
      expect(failures).toEqual([]);
      expect(messageIds.size).toBe(groups);
      expect(inFlightMax).toBeLessThanOrEqual(concurrentMax);
      expect(await db.prisma.alert.count({ where: { workspaceId, state: 'firing' } })).toBe(groups);
      expect(await db.prisma.alert.count({ where: { workspaceId, toldAt: null } })).toBe(0);
    } finally {
      clearInterval(watching);
      await working.close();
      for (const receiver of receivers) await receiver.close();
      await queue.close();
      await database.drop();
    }
  },
  groups > 1_000 ? 1_800_000 : 180_000,
);
