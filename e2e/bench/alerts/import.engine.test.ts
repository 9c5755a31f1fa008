import { judge } from '@turnaway/analyzer';
import { createRandom } from '@turnaway/cli/dist/simulate/random.js';
import { simulateSteps, writeRecord } from '@turnaway/cli/dist/simulate/simulate-traffic.js';
import { createTenant } from '@turnaway/cli/dist/simulate/tenant.js';
import { type AlertKind, type AlertParams, defaultAlertRules } from '@turnaway/contracts';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createRealInstall, type RealInstall } from './real-install.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const lookMs = 20 * minuteMs;
const dayMs = 24 * hourMs;
const seed = 'imported';
const people = 60;
/** A Thursday at eleven; ordinary days before it, and incidents that were over long before. */
const now = Date.UTC(2026, 2, 12, 11);
const liveFrom = now - 2 * dayMs;
const oldFrom = now - 9 * dayMs;

let install: RealInstall;
beforeAll(async () => {
  install = await createRealInstall(inject('postgresUrl'));
  await send(liveFrom, now, hourMs);
}, 300_000);
afterAll(() => install.drop());

/** Ordinary days as they come, an hour a request; or, without one, all at once and now. */
async function send(fromMs: number, toMs: number, every: number | null, attackedMs?: number): Promise<void> {
  const tenant = createTenant(seed, people);
  const random = createRandom(`records ${fromMs}`);
  const attack = (name: 'password-spray' | 'outage' | 'lockout-storm', atMs: number) => ({
    name,
    from: new Date(atMs),
    to: new Date(atMs + hourMs),
  });
  const incidents =
    attackedMs === undefined
      ? []
      : [
          attack('password-spray', attackedMs),
          attack('outage', attackedMs + dayMs),
          attack('lockout-storm', attackedMs + 2 * dayMs),
        ];
  const requests = new Map<string, { system: string; receivedMs: number; records: object[] }>();
  const steps = simulateSteps({
    ...{ seed, people, recordsPerDay: people * 12, incidents },
    ...{ from: new Date(fromMs), to: new Date(toMs) },
  });
  for (const step of steps) {
    const { system, record } = writeRecord(tenant, step, random);
    const receivedMs = every === null ? now : Math.ceil((step.atMs + 1) / every) * every - 1;
    const key = `${system} ${receivedMs}`;
    const request = requests.get(key) ?? { system, receivedMs, records: [] };
    request.records.push(record);
    requests.set(key, request);
  }
  for (const { system, records, receivedMs } of requests.values())
    await install.send(system, records, receivedMs);
}

/** What the rules of a fresh install find at a time. */
async function findings(nowMs: number): Promise<string[]> {
  const found: string[] = [];
  for (const rule of defaultAlertRules) found.push(...(await find(rule, nowMs)));
  return found;
}

async function find<Kind extends AlertKind>(
  rule: { name: string; kind: Kind; params: AlertParams<Kind> },
  nowMs: number,
): Promise<string[]> {
  const observed = await install.observe(rule, nowMs);
  return judge(rule.kind, rule.params, observed, new Date(nowMs)).flatMap(({ key, level, because }) =>
    level === 'ok' ? [] : `${rule.name} [${key}] ${level}: ${because}`,
  );
}

test('a week of old logs that is brought in at once tells of nothing, though it holds a spray, an outage and a lockout storm', async () => {
  expect(await findings(now)).toEqual([]);
  await send(oldFrom, liveFrom, null, oldFrom + 3 * hourMs);
  for (let atMs = now; atMs < now + hourMs; atMs += lookMs) {
    await send(atMs, atMs + lookMs, lookMs);
    expect(await findings(atMs + lookMs)).toEqual([]);
  }
});
