import { expect, test } from 'vitest';
import { hoursSentence, silenceSentence } from './silence-words';

test('a silence is said in a sentence, by the names that people know', () => {
  const matchers = { ruleId: ['r1'], cause: ['mfa' as const], app: ['VPN', 'Payroll'] };
  expect(silenceSentence({ matchers }, () => 'Many failures')).toBe(
    'rule is Many failures and cause is Second factor and app is VPN or Payroll',
  );
});

test('its hours are said with their time zone', () => {
  const hours = { days: [1, 2], from: '22:00', to: '06:00', timeZone: 'Europe/Zurich' };
  expect(hoursSentence(hours)).toBe('Mon, Tue 22:00 to 06:00 (Europe/Zurich)');
  expect(hoursSentence({ ...hours, days: [0, 1, 2, 3, 4, 5, 6] })).toMatch(/^Every day /);
  expect(hoursSentence(null)).toBeNull();
});
