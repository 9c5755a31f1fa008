import { expect, test } from 'vitest';
import { findSilence, type RunningSilence } from './find-silence.js';

const alert = {
  ruleId: 'r1',
  system: 'entra',
  errorCode: 'entra/50053#malicious-ip',
  cause: 'security-threat',
  source: 'identity-provider',
  app: 'Payroll',
};
// A Saturday, 23:30 in Zurich.
const now = new Date('2026-01-31T22:30:00.000Z');

const isQuiet = (
  matchers: RunningSilence['matchers'],
  recurrence: RunningSilence['recurrence'] = null,
  at = now,
) => findSilence([{ id: 's', matchers, recurrence }], alert, at) !== null;

test.each([
  ['its rule', { ruleId: ['r0', 'r1'] }, true],
  ['another rule', { ruleId: ['r0'] }, false],
  ['its code with the variant', { code: ['entra/50053#malicious-ip'] }, true],
  ['its code without the variant', { code: ['entra/50053'] }, true],
  ['another variant', { code: ['entra/50053#locked'] }, false],
  ['its cause and its app', { cause: ['security-threat' as const], app: ['Payroll'] }, true],
  ['its cause, but another app', { cause: ['security-threat' as const], app: ['VPN'] }, false],
])('a silence of %s', (_name, matchers, expected) => {
  expect(isQuiet(matchers)).toBe(expected);
});

test('an alert that nothing leads in is not quiet by a silence that names a cause', () => {
  const empty = { ...alert, cause: null, errorCode: null };
  expect(findSilence([{ id: 's', matchers: { cause: ['mfa'] }, recurrence: null }], empty, now)).toBeNull();
});

const nights = { from: '22:00', to: '06:00', timeZone: 'Europe/Zurich' };
test.each([
  ['in the evening of its day', [6], '2026-01-31T22:30:00.000Z', true],
  ['past midnight, the night began on its day', [6], '2026-02-01T04:59:00.000Z', true],
  ['when the hours are over', [6], '2026-02-01T05:00:00.000Z', false],
  ['in the evening of another day', [5], '2026-01-31T22:30:00.000Z', false],
  ['on the wall’s clock, not on UTC’s', [6], '2026-01-31T21:00:00.000Z', true],
])('hours of the week hold %s', (_name, days, at, expected) => {
  expect(isQuiet({ ruleId: ['r1'] }, { ...nights, days }, new Date(at))).toBe(expected);
});
