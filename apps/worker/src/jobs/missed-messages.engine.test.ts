import { randomUUID } from 'node:crypto';
import { alertRuleInputSchema, alertWebhookSchema } from '@turnaway/contracts';
import { replayDeliveries } from '@turnaway/db/alert-history/replay-deliveries';
import { retryDelivery } from '@turnaway/db/alert-history/retry-delivery';
import { ruleColumns } from '@turnaway/db/alert-rules/save-alert-rule';
import { getChannel } from '@turnaway/db/channels/get-channel';
import { sendMissed } from '@turnaway/db/channels/send-missed';
import { updateChannel } from '@turnaway/db/channels/update-channel';
import { createSecretBox } from '@turnaway/db/secret-box';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { type DeliveryDesk, openDeliveryDesk } from '../testing/open-delivery-desk.js';
import type { Receiver } from '../testing/receive.js';
import { evaluateAlerts } from './evaluate-alerts.js';

const minuteMs = 60_000;
const workspaceId = 'default';

let desk: DeliveryDesk;
let pagerduty: Receiver;
let channelId: string;
/** What the receiver answers. */
let status = 202;
beforeAll(async () => {
  desk = await openDeliveryDesk(inject('postgresUrl'));
  await desk.database.db.prisma.codeClass.create({
    data: {
      workspaceId,
      errorCode: 'entra/50126',
      system: 'entra',
      code: '50126',
      known: true,
      title: 'Wrong password',
      outcome: 'failure',
      cause: 'user-credential',
      source: 'identity-provider',
      actor: 'end-user',
    },
  });
});
afterAll(() => desk.close());
beforeEach(async () => {
  desk.clock = new Date();
  status = 202;
  pagerduty = await desk.receive((_request, response) => {
    response.writeHead(status).end('{}');
  });
  const { id } = await desk.database.db.prisma.channel.create({
    data: {
      workspaceId,
      name: 'On-call',
      kind: 'pagerduty',
      url: pagerduty.url,
      secretEncrypted: createSecretBox('a secret of this install').seal('R0UTING'),
      isDefault: true,
    },
  });
  channelId = id;
  const input = alertRuleInputSchema.parse({
    name: 'Apps',
    kind: 'threshold',
    params: { measure: 'failures', windowMinutes: 10, threshold: 10, recoveryThreshold: 5, groupBy: 'app' },
    grouping: { by: 'app', waitSeconds: 0, intervalSeconds: 0, repeatMinutes: 60 },
  });
  await desk.database.db.prisma.alertRule.create({ data: { workspaceId, ...ruleColumns(input) } });
});
afterEach(async () => {
  await desk.closeReceivers();
  await desk.database.db.prisma.alertRule.deleteMany();
  await desk.database.db.prisma.channel.deleteMany();
  await desk.database.db.pool.query('truncate rollup_minutes, rollup_hours');
});

async function fail(...apps: string[]): Promise<void> {
  for (const [table, unit] of [
    ['rollup_minutes', 'minute'],
    ['rollup_hours', 'hour'],
  ]) {
    await desk.database.db.pool.query(
      `insert into ${table} (workspace_id, bucket, error_code, app, feed_id, interactive, events)
       select 'default', date_trunc('${unit}', $1::timestamptz), 'entra/50126', app, $2, 'yes', 12
       from unnest($3::text[]) as app
       on conflict (workspace_id, bucket, error_code, app, feed_id, interactive)
       do update set events = ${table}.events + excluded.events`,
      [new Date(desk.clock.getTime() - minuteMs), desk.database.feedId, apps],
    );
  }
}
const after = (minutes: number) => {
  desk.clock = new Date(desk.clock.getTime() + minutes * minuteMs);
};
const look = () => evaluateAlerts(desk.context(), { workspaceId });
const switchOn = () =>
  updateChannel(desk.database.db, { workspaceId, id: channelId, now: desk.clock, enabled: true });
const switchOff = () =>
  updateChannel(desk.database.db, { workspaceId, id: channelId, now: desk.clock, enabled: false });
const missed = async () =>
  (await getChannel(desk.database.db, { workspaceId, id: channelId }))?.missed ?? null;

async function messages() {
  const rows = await desk.database.db.prisma.delivery.findMany({
    where: { channelId },
    orderBy: [{ createdAt: 'asc' }, { alertId: 'asc' }],
    include: { attempts: true },
  });
  return rows.map((row) => {
    const message = alertWebhookSchema.parse(JSON.parse(row.body));
    if (message.type !== 'alert.firing' && message.type !== 'alert.resolved') throw new Error('no alert');
    return { ...row, app: message.data.alerts?.items[0]?.label ?? '' };
  });
}
/** Tries everything that is to be sent, as the worker's jobs would. */
async function deliverAll(): Promise<void> {
  for (const { id, status } of await messages()) if (status === 'pending') await desk.deliver(id);
}
const events = () =>
  pagerduty.received.map(({ body }) => {
    const { event_action: action, dedup_key: key } = JSON.parse(body);
    return { action, key };
  });

test('incidents whose alerts ended while the channel was off are closed as soon as it is on again', async () => {
  await fail('Payroll', 'Wiki');
  await look();
  await deliverAll();
  const [first] = events();
  expect(events().map(({ action }) => action)).toEqual(['trigger', 'trigger']);
  await switchOff();
  after(20);
  // Both end, and an app that nobody was told of fails and ends as well.
  await fail('VPN');
  await look();
  after(20);
  await look();
  expect(await missed()).toEqual({ messages: 3, endings: 2 });
  await deliverAll();
  expect(pagerduty.received).toHaveLength(2);

  const { dueIds = [] } = (await switchOn()) ?? {};
  expect(dueIds).toHaveLength(2);
  await deliverAll();
  const closed = events().slice(2);
  expect(closed.map(({ action }) => action)).toEqual(['resolve', 'resolve']);
  expect(closed.map(({ key }) => key)).toContain(first?.key);
  // What it was never told of is left to whoever asks for it.
  expect(await missed()).toEqual({ messages: 1, endings: 0 });
});

test('of what was missed, how each alert stands now is sent, by the ids that the messages have', async () => {
  await switchOff();
  await fail('Payroll', 'Wiki');
  await look();
  after(20);
  await fail('Wiki');
  await look();
  const written = await messages();
  expect(written.map(({ app, eventType, status }) => [app, eventType, status])).toEqual(
    expect.arrayContaining([
      ['Payroll', 'alert.firing', 'failed'],
      ['Wiki', 'alert.firing', 'failed'],
      ['Payroll', 'alert.resolved', 'failed'],
    ]),
  );
  expect(written[0]?.attempts).toMatchObject([{ responseExcerpt: 'Not sent: the channel is off.' }]);
  expect(await missed()).toEqual({ messages: 2, endings: 0 });

  const sent = await sendMissed(desk.database.db, { workspaceId, id: channelId, now: desk.clock });
  const latest = written.filter(
    ({ app, createdAt }) =>
      !written.some((other) => other.app === app && other.createdAt.getTime() > createdAt.getTime()),
  );
  expect(sent?.toSorted()).toEqual(latest.map(({ id }) => id).toSorted());
  await deliverAll();
  expect(
    events()
      .map(({ action }) => action)
      .toSorted(),
  ).toEqual(['resolve', 'trigger']);
  expect(await missed()).toEqual({ messages: 0, endings: 0 });
  // Nothing was written anew, and nothing is sent twice.
  expect((await messages()).map(({ id }) => id)).toEqual(written.map(({ id }) => id));
  expect(await sendMissed(desk.database.db, { workspaceId, id: channelId, now: desk.clock })).toEqual([]);
});

test('a message about the same alerts that is written after what was missed does not overtake it', async () => {
  await fail('Payroll');
  await look();
  await deliverAll();
  await switchOff();
  after(20);
  await look();
  // Days later it is switched on, and the app fails again before the ending has left.
  after(3 * 24 * 60);
  await switchOn();
  await fail('Payroll');
  await look();
  const [, ending, again] = await messages();
  expect([ending?.eventType, again?.eventType]).toEqual(['alert.resolved', 'alert.firing']);
  await desk.deliver(again?.id ?? '');
  expect(pagerduty.received).toHaveLength(1);
  await desk.deliver(ending?.id ?? '');
  after(1);
  await desk.deliver(again?.id ?? '');
  expect(events().map(({ action }) => action)).toEqual(['trigger', 'resolve', 'trigger']);
});

test('a channel that failed at telling an ending is offered it, and one that perhaps took the beginning is sent it', async () => {
  await fail('Payroll');
  await look();
  const [beginning] = await messages();
  // Nobody knows whether it was read before the answer was given up.
  await desk.database.db.prisma.delivery.update({
    where: { id: beginning?.id ?? '' },
    data: {
      status: 'failed',
      nextAttemptAt: null,
      attempts: { create: { at: desk.clock, latencyMs: 15_000, error: 'timeout' } },
    },
  });
  after(20);
  await look();
  status = 410;
  await deliverAll();
  expect(await missed()).toEqual({ messages: 1, endings: 1 });
  status = 202;
  await switchOn();
  await deliverAll();
  expect(events().at(-1)?.action).toBe('resolve');
});

test('whoever was told that alerts fire is told that they are over, although the rule names another channel by then', async () => {
  await fail('Payroll');
  await look();
  await deliverAll();
  const other = await desk.receive((_request, response) => response.end());
  const otherId = await desk.storeChannel(other.url);
  const { id: ruleId } = await desk.database.db.prisma.alertRule.findFirstOrThrow();
  await desk.database.db.prisma.alertRuleChannel.create({ data: { ruleId, channelId: otherId } });
  after(20);
  await look();
  await deliverAll();
  expect(events().map(({ action }) => action)).toEqual(['trigger', 'resolve']);
  after(20);
  await fail('Payroll');
  await look();
  after(20);
  await look();
  await deliverAll();
  expect(pagerduty.received).toHaveLength(2);
});

test('nothing is sent again that leaves an alert standing as it no longer is', async () => {
  await fail('Payroll');
  await look();
  const [beginning] = await messages();
  status = 400;
  await deliverAll();
  await desk.database.db.prisma.delivery.update({
    where: { id: beginning?.id ?? '' },
    data: { status: 'failed', nextAttemptAt: null },
  });
  const span = {
    from: new Date(desk.clock.getTime() - minuteMs).toISOString(),
    to: new Date(desk.clock.getTime() + minuteMs).toISOString(),
  };
  status = 202;
  after(20);
  await look();
  await deliverAll();
  const one = { workspaceId, id: beginning?.id ?? randomUUID(), now: desk.clock };
  expect(await retryDelivery(desk.database.db, one)).toBe('superseded');
  const replayed = await replayDeliveries(desk.database.db, {
    workspaceId,
    channelId,
    ...span,
    now: desk.clock,
  });
  expect(replayed).toEqual((await messages()).map(({ id }) => id));
  await deliverAll();
  expect(events().map(({ action }) => action)).toEqual(['trigger', 'resolve', 'trigger', 'resolve']);
});
