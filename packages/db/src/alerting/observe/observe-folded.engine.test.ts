import { alertParamsSchemas } from '@turnaway/contracts/alert-kinds';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { foldSettled } from '../../folds/fold-settled.js';
import { inTransaction } from '../../in-transaction.js';
import { ensureDayPartitions } from '../../partitions/ensure-day-partitions.js';
import { hourMs, minuteMs } from '../../readings/range.js';
import { insertClasses, insertEvents } from '../../readings/testing.js';
import { createTestDatabase } from '../../testing.js';
import { observeImpossibleTravel } from './impossible-travel.js';
import type { CodesByRole } from './observer.js';
import { observePasswordSpray } from './password-spray.js';

const workspaceId = 'default';
const wrong = 'entra/50126';
const now = new Date(Math.floor(Date.now() / hourMs) * hourMs - hourMs + 7 * minuteMs);
const ago = (minutes: number) => new Date(now.getTime() - minutes * minuteMs);

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  const { db, feedId } = database;
  await insertClasses(db, { [wrong]: ['failure', 'user-credential', 'identity-provider', 'Wrong password'] });
  // 40 accounts fail from one network and by one client; 30 people pass by a common client, some of them abroad.
  await insertEvents(
    db,
    feedId,
    Array.from({ length: 40 }, (_, n) => ({
      at: ago(15 * n + 20),
      errorCode: wrong,
      user: `target${n}@example.com`,
      ip: n % 3 === 0 ? '2001:db8:1:2::7' : `203.0.113.${n % 4}`,
      client: n % 2 === 0 ? 'curl' : 'Firefox',
    })),
  );
  for (let n = 0; n < 90; n += 1) {
    await pass({ person: `person${n % 30}`, minutes: 17 * n + 11, country: n % 13 === 5 ? 'BR' : 'DE', n });
  }
  // At home on the days before, whatever the time of day is.
  for (const days of [2, 3]) await pass({ person: 'person5', minutes: days * 1_440, country: 'DE', n: 5 });
  await pass({ person: 'target4', minutes: 3, country: 'DE', client: 'curl', ip: '203.0.113.0', n: 4 });
  await pass({ person: 'person1', minutes: 40, country: 'DE', ip: '2001:db8:1:2::9', n: 1 });
});
afterAll(() => database.drop());

/** Keeps a success as a batch would, with its mark. */
async function pass(of: {
  person: string;
  minutes: number;
  country: string;
  client?: string;
  ip?: string;
  n: number;
}) {
  const { db, feedId } = database;
  const at = ago(of.minutes);
  await ensureDayPartitions(db, [at.toISOString().slice(0, 10)], ['successes']);
  await db.pool.query(
    `insert into successes (event_key, occurred_at, workspace_id, feed_id, error_code, app, user_key, ip, country, client)
     values (gen_random_uuid(), $1, 'default', $2, 'entra/0', 'Mail', $3, $4, $5, $6)`,
    [
      at,
      feedId,
      `${of.person}@example.com`,
      of.ip ?? `198.51.100.${of.n % 20}`,
      of.country,
      of.client ?? 'Firefox',
    ],
  );
  await db.pool.query(
    `insert into unfolded_buckets (workspace_id, bucket_minutes, bucket, mark)
     values ('default', 15, date_bin('15 minutes', $1::timestamptz, '2000-01-01Z'), gen_random_uuid())`,
    [at],
  );
}

const codes: CodesByRole = {
  wrongCredential: [wrong],
  ...{ noSuchAccount: [], lockedOut: [], blockedAddress: [], mfaDenied: [], mfaNotAnswered: [] },
  ...{ tokenReused: [], tokenTheft: [], credentialExpired: [], credentialProven: [] },
};
const rule = { workspaceId, filter: {} };

async function observe() {
  const spray = alertParamsSchemas['password-spray'].parse({ windowMinutes: 720, warnAccounts: 4 });
  const travel = alertParamsSchemas['impossible-travel'].parse({});
  return inTransaction(database.db, async (client) => ({
    sources: await observePasswordSpray(client, { rule, params: spray, codes, now }),
    travels: await observeImpossibleTravel(client, { rule, params: travel, codes, now }),
  }));
}

const fold = () => foldSettled(database.db, { now: new Date(Date.now() + hourMs), forMs: 60_000 });

test('sprays and travels are the same from what was noted of who passed as from the successes themselves, also when more come late', async () => {
  const counted = await observe();
  const bySource = new Map(counted.sources.map((row) => [row.source, row]));
  expect(bySource.get('curl')).toMatchObject({ succeededAccounts: 1, provenAccounts: 1 });
  expect(bySource.get('Firefox')?.succeededAccounts).toBe(30);
  expect(bySource.get('203.0.113.0/24')?.succeededAccounts).toBe(1);
  expect(bySource.get('2001:db8:1:2::/64')?.succeededAccounts).toBe(1);
  expect(counted.travels.length).toBeGreaterThan(5);
  expect(counted.travels.some(({ usualCountries }) => usualCountries.includes('DE'))).toBe(true);

  await fold();
  expect(await observe()).toEqual(counted);

  await pass({ person: 'person2', minutes: 90, country: 'JP', n: 2 });
  await pass({ person: 'late', minutes: 200, country: 'DE', client: 'curl', n: 3 });
  const later = await observe();
  expect(later.travels.length).toBe(counted.travels.length + 2);
  expect(later.sources.find(({ source }) => source === 'curl')?.succeededAccounts).toBe(2);
  await fold();
  expect(await observe()).toEqual(later);
});
