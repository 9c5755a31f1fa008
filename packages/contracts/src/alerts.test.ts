import { expect, test } from 'vitest';
import { alertRuleInputSchema, alertRulePatchSchema } from './alerts.js';

const rule = {
  name: 'Payroll',
  measure: 'failure-rate',
  windowMinutes: 10,
  threshold: 0.2,
  recoveryThreshold: 0.1,
} as const;

test.each([
  ['a recovery threshold above the threshold', { recoveryThreshold: 0.5 }, 'recoveryThreshold'],
  ['a rate above 1', { threshold: 20, recoveryThreshold: 5 }, 'threshold'],
  [
    'a rate by person, which successes are not counted by',
    { filter: { user: ['ada@example.com'] } },
    'filter',
  ],
  ['a window of no minutes', { windowMinutes: 0 }, 'windowMinutes'],
])('%s is refused, and the field is named', (_name, change, field) => {
  const { error } = alertRuleInputSchema.safeParse({ ...rule, ...change });
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
});

test('a change of a rule holds what was given, and no defaults', () => {
  expect(alertRulePatchSchema.parse({ name: 'Renamed' })).toEqual({ name: 'Renamed' });
});
