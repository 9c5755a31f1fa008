import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase } from '../testing.js';
import { listRelatedCodes } from './list-related-codes.js';
import { insertClasses, insertEvents } from './testing.js';

const noon = Date.parse('2026-03-10T12:00:00Z');
const at = (minutes: number) => new Date(noon + minutes * 60_000);
const range = { from: '2026-03-10T00:00:00Z', to: '2026-03-11T00:00:00Z' };

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  await insertClasses(database.db, {
    'test/wrong': ['failure', 'user-credential', 'identity-provider', 'Wrong password'],
    'test/locked': ['failure', 'account-state', 'identity-provider', 'Locked'],
    'test/prompt': ['interrupt', 'mfa', 'identity-provider', 'Asked for more'],
    'test/rare': ['failure', 'access-policy', 'identity-provider', 'Refused by a policy'],
    'test/locked#admin': ['failure', 'account-state', 'identity-provider', 'Locked by an admin'],
  });
  await insertEvents(database.db, database.feedId, [
    ...['ada', 'bob', 'cem'].flatMap((user) => [
      { at: at(0), errorCode: 'test/locked', app: 'CRM', user },
      { at: at(-20), errorCode: 'test/wrong', app: 'CRM', user, times: 3 },
    ]),
    { at: at(40), errorCode: 'test/wrong', app: 'CRM', user: 'ada' },
    { at: at(50), errorCode: 'test/prompt', app: 'CRM', user: 'ada' },
    { at: at(55), errorCode: 'test/prompt', app: 'CRM', user: 'bob' },
    { at: at(-5), errorCode: 'test/rare', app: 'CRM', user: 'cem' },
    { at: at(-61), errorCode: 'test/prompt', app: 'CRM', user: 'cem' },
    { at: at(-10), errorCode: 'test/wrong', app: 'CRM', user: 'dee' },
    { at: at(1), errorCode: 'test/locked#admin', app: 'CRM', user: 'ada' },
  ]);
});
afterAll(() => database.drop());

const related = (over: { app?: string; variant?: string } = {}) =>
  listRelatedCodes(database.db, {
    workspaceId: 'default',
    system: 'test',
    code: 'locked',
    variant: over.variant ?? null,
    range,
    filter: over.app === undefined ? {} : { app: [over.app] },
  });

test('what the same people met within an hour is counted by person, before and after', async () => {
  const { sampled, items } = await related();
  expect(sampled).toBe(3);
  expect(
    items.map(({ code, people, peopleBefore, peopleAfter }) => [code, people, peopleBefore, peopleAfter]),
  ).toEqual([
    ['wrong', 3, 3, 1],
    ['prompt', 2, 0, 2],
  ]);
});

test('who is looked at follows the filters, and nobody at all is an answer', async () => {
  expect(await related({ variant: 'admin' })).toMatchObject({ sampled: 1, items: [] });
  expect(await related({ app: 'Payroll' })).toEqual({ sampled: 0, items: [] });
});
