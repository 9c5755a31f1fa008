import { expect, test } from 'vitest';
import { event, reportOf, success } from '../testing.js';

const hour = (index: number) =>
  new Date(Date.parse('2026-03-01T00:00:00Z') + index * 3_600_000).toISOString();
const several = <Made>(count: number, make: (index: number) => Made): Made[] =>
  Array.from({ length: count }, (_, index) => make(index));

test('one address that fails as many people is named as a spray', () => {
  const { standsOut } = reportOf(
    several(12, (index) => event({ userName: `p${index}@example.com`, ip: '198.51.100.9' })),
  );
  expect(standsOut[0]).toBe(
    '198.51.100.9 failed 12 times as 12 people (100% of the failures) without a success: that is how a password spray looks.',
  );
});

test('an office where people mostly get in is no spray', () => {
  const events = several(12, (index) => [
    event({ userName: `p${index}@example.com` }),
    success({ userName: `p${index}@example.com` }),
    success({ userName: `p${index}@example.com` }),
  ]).flat();
  expect(reportOf(events).standsOut.join(' ')).not.toContain('spray');
});

test('somebody who fails again and again and never gets in is named, with why', () => {
  const { standsOut } = reportOf([...several(20, () => event()), success({ userName: 'bob@example.com' })]);
  expect(standsOut).toContain(
    'ada@example.com failed 20 times and never got in, mostly "Wrong user name or password".',
  );
});

test('a peak is named with its time and cause', () => {
  const quiet = several(20, (index) => event({ occurredAt: hour(index) }));
  const loud = several(60, () => event({ occurredAt: hour(7) }));
  expect(reportOf([...quiet, ...loud]).standsOut.join('\n')).toMatch(
    /Failures peaked at 2026-03-01 07:00 UTC: 61 in .*mostly wrong credential\./,
  );
});

test('the leading code is named with whose move it is', () => {
  expect(reportOf([event(), success()]).standsOut).toContain(
    '100% of the failures are "Wrong user name or password" (1 person): the move is with the person.',
  );
});

test('unknown codes are said, and an app that mostly fails', () => {
  const broken = { app: 'Invoices', errorCode: { system: 'entra', code: '99999999', variant: null } };
  const { standsOut } = reportOf([...several(20, () => event(broken)), event(), success()]);
  expect(standsOut.join('\n')).toContain('100% of the sign-ins to Invoices fail (20)');
  expect(standsOut.join('\n')).toContain('1 code in 20 events is not in the catalog yet.');
});

test('nothing stands out of nothing', () => {
  expect(reportOf([]).standsOut).toEqual([]);
});
