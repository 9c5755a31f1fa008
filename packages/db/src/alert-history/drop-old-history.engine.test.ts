import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase } from '../testing.js';
import { dropOldAlerts } from './drop-old-alerts.js';
import { dropOldDeliveries } from './drop-old-deliveries.js';

const workspaceId = 'default';
const now = new Date();
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
});
afterAll(() => database.drop());

async function insertAlert(startedAt: Date, endedAt: Date | null): Promise<{ id: string; groupId: string }> {
  const { prisma } = database.db;
  const rule = await prisma.alertRule.create({ data: { workspaceId, name: 'Payroll' } });
  const groupId = randomUUID();
  const { id } = await prisma.alert.create({
    data: {
      ...{
        workspaceId,
        groupId,
        startedAt,
        endedAt,
        ruleId: rule.id,
        ruleName: rule.name,
        dedupKey: groupId,
      },
      ...{ state: endedAt === null ? 'firing' : 'resolved', threshold: 1, valueAtStart: 2, peakValue: 2 },
    },
  });
  return { id, groupId };
}

async function insertDelivery(groupId: string, createdAt: Date, status: string): Promise<string> {
  const { prisma } = database.db;
  const channel = await prisma.channel.create({
    data: { workspaceId, name: 'On call', url: 'https://hooks.example.com' },
  });
  const { id } = await prisma.delivery.create({
    data: {
      ...{
        workspaceId,
        channelId: channel.id,
        groupId,
        createdAt,
        status,
        eventType: 'alert.firing',
        body: '{}',
      },
      attempts: { create: { at: createdAt, latencyMs: 5 } },
    },
  });
  return id;
}

test('messages go after 30 days with their attempts, but for what still waits and what an open alert was told by', async () => {
  const { prisma } = database.db;
  const ended = await insertAlert(daysAgo(50), daysAgo(45));
  const firing = await insertAlert(daysAgo(50), null);
  await insertDelivery(ended.groupId, daysAgo(46), 'delivered');
  const kept = [
    await insertDelivery(ended.groupId, daysAgo(29), 'failed'),
    await insertDelivery(ended.groupId, daysAgo(46), 'pending'),
    await insertDelivery(firing.groupId, daysAgo(49), 'delivered'),
  ];
  expect(await dropOldDeliveries(database.db, now)).toBe(1);
  const left = await prisma.delivery.findMany({ select: { id: true } });
  expect(left.map(({ id }) => id).sort()).toEqual(kept.sort());
  expect(await prisma.deliveryAttempt.count()).toBe(3);
});

test('alerts go once the counts by hour of their time are gone, and never while they fire', async () => {
  const { prisma } = database.db;
  const workspace = await prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const gone = workspace.hourRollupDays + 1;
  const old = await insertAlert(daysAgo(gone + 1), daysAgo(gone));
  const open = await insertAlert(daysAgo(gone + 1), null);
  expect(await dropOldAlerts(database.db, now)).toBe(1);
  expect(await prisma.alert.findUnique({ where: { id: old.id } })).toBeNull();
  expect(await prisma.alert.findUnique({ where: { id: open.id } })).not.toBeNull();
});
