import type { ErrorRow } from '@turnaway/contracts/readings';
import { expect, test } from 'vitest';
import { whatStandsOut } from './stands-out';

const row: ErrorRow = {
  system: 'entra',
  code: '50126',
  variant: null,
  known: true,
  title: 'Wrong user name or password',
  outcome: 'failure',
  cause: 'user-credential',
  source: 'identity-provider',
  actor: 'end-user',
  events: 100,
  eventsBefore: 95,
  people: 40,
  apps: 3,
  topApp: 'VPN',
  firstSeenAt: '2026-11-23T08:00:00.000Z',
  lastSeenAt: '2026-11-23T11:00:00.000Z',
  isNew: false,
  spark: [],
};

test('an error that goes on as before does not stand out', () => {
  expect(whatStandsOut([row])).toEqual([]);
});

test('a new error says where it is and whose move it is', () => {
  const [finding] = whatStandsOut([{ ...row, isNew: true, eventsBefore: 0, apps: 1 }]);
  expect(`${finding?.lead} ${finding?.rest}`).toBe(
    'New: Wrong user name or password. 100 times, all in VPN. It is the person’s move.',
  );
});

test('a code that is not in the catalog is named', () => {
  const [finding] = whatStandsOut([{ ...row, known: false, code: '5000811' }]);
  expect(finding?.rest).toBe('entra/5000811, 100 times, mostly in VPN.');
});

test('the loudest three come first', () => {
  const rows = [30, 500, 60, 200].map((events) => ({ ...row, events, eventsBefore: 10 }));
  expect(whatStandsOut(rows).map((finding) => finding.row.events)).toEqual([500, 200, 60]);
});
