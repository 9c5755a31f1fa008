import type { SignInFilter } from '@turnaway/contracts';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { inTransaction } from '../in-transaction.js';
import type { Scope } from '../readings/counted-events.js';
import { hourMs, minuteMs } from '../readings/range.js';
import { insertClasses, insertEvents } from '../readings/testing.js';
import { createTestDatabase } from '../testing.js';
import { countWatchedEvents } from './count-watched-events.js';
import { countWatchedPeople } from './count-watched-people.js';
import { type EventFacts, gatherEvents, type Narrowing } from './gather-events.js';
import { listTopApps } from './list-top-apps.js';
import { listTopCodes } from './list-top-codes.js';

const now = new Date(Math.floor(Date.now() / hourMs) * hourMs);
const topMax = 2;

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  const { db, feedId } = database;
  await insertClasses(db, {
    'entra/0': ['success', null, 'identity-provider', 'Signed in'],
    'entra/50126': ['failure', 'user-credential', 'identity-provider', 'Wrong password'],
    'entra/50053#malicious-ip': ['failure', 'security-threat', 'identity-provider', 'Blocked address'],
    'entra/50053#locked': ['failure', 'account-state', 'identity-provider', 'Locked'],
    'okta/expired': ['failure', 'user-credential', 'identity-provider', 'Expired'],
  });
  const codes = ['entra/0', 'entra/50126', 'entra/50053#malicious-ip', 'entra/50053#locked', 'okta/expired'];
  const apps = ['Mail', 'Wiki', 'Payroll', 'A|B'];
  await insertEvents(
    db,
    feedId,
    Array.from({ length: 200 }, (_, n) => ({
      at: new Date(now.getTime() - (n % 50) * minuteMs - minuteMs),
      errorCode: codes[(n * 7 + Math.floor(n / 9)) % codes.length] ?? '',
      app: apps[(n * n + 3) % apps.length] ?? '',
      user: `person${n % 13}@example.com`,
    })),
  );
});
afterAll(() => database.drop());

/** The facts of one part as they are read by themselves. */
function readAlone({ filter, ...scope }: Scope, narrowing: Narrowing): Promise<EventFacts> {
  const alone = { ...scope, filter: { ...filter, ...narrowing } };
  return inTransaction(database.db, async (transaction) => ({
    counts: await countWatchedEvents(transaction, alone),
    people: await countWatchedPeople(transaction, alone),
    topCodes: await listTopCodes(transaction, alone, topMax),
    topApps: await listTopApps(transaction, alone, topMax),
  }));
}

const parts: Narrowing[] = [
  {},
  ...['Mail', 'Wiki', 'A|B', 'nobody knows it'].map((app) => ({ app: [app] })),
  { app: ['Mail', 'Payroll'] },
  ...['entra/50126', 'entra/50053', 'entra/50053#locked', 'okta/none'].map((code) => ({ code: [code] })),
  { code: ['entra/50126', 'okta/expired'] },
  { app: ['Mail'], code: ['entra/50053'] },
  { app: ['Wiki', 'Payroll'], code: ['entra/50126', 'entra/50053#locked'] },
  { system: ['okta'] },
  { system: ['entra'] },
  { app: ['Mail'] },
];

test.each<SignInFilter>([
  {},
  { system: ['entra'] },
  { cause: ['user-credential'] },
  { outcome: ['failure', 'interrupt'] },
  { user: ['person3@example.com', 'person4@example.com'] },
])('facts of many parts of %j that are read at once are those of each read by itself', async (filter) => {
  const span = { from: new Date(now.getTime() - 40 * minuteMs), to: now };
  const scope = { workspaceId: 'default', span, filter };
  const facts = await gatherEvents(database.db, scope, parts, topMax);
  for (const [index, part] of parts.entries()) {
    expect({ part, ...facts[index] }).toEqual({ part, ...(await readAlone(scope, part)) });
  }
});
