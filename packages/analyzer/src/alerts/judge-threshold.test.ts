import { alertParamsSchemas } from '@turnaway/contracts/alert-kinds';
import { expect, test } from 'vitest';
import { judge } from './judge.js';

const params = alertParamsSchemas.threshold.parse({
  measure: 'failure-rate',
  threshold: 0.2,
  recoveryThreshold: 0.1,
  minimumAttempts: 50,
});
test.each([
  ['below the threshold', 0.19, 100, null, 'ok'],
  ['at the threshold', 0.2, 100, null, 'alert'],
  ['at the warning', 0.15, 100, 0.15, 'warn'],
  ['of too few attempts', 1, 49, null, 'ok'],
  ['nobody tries', 0, 0, null, 'ok'],
])('%s', (_name, value, attempts, warnThreshold, level) => {
  const observed = [{ key: 'all', label: 'All', value, attempts }];
  expect(judge('threshold', { ...params, warnThreshold }, observed, new Date(0))[0]?.level).toBe(level);
});

test.each([
  [1, '1 failure in 1 minute; it warns at 1 and alerts at 5.'],
  [5, '5 failures in 1 minute; the threshold is 5.'],
  [0, '0 failures in 1 minute; the threshold is 5.'],
])('%s is told in words that fit one or many, and against the level that it reached', (value, because) => {
  const counted = alertParamsSchemas.threshold.parse({
    ...{ measure: 'failures', windowMinutes: 1, warnThreshold: 1, threshold: 5, recoveryThreshold: 0 },
  });
  const observed = [{ key: 'all', label: 'All', value, attempts: 9 }];
  expect(judge('threshold', counted, observed, new Date(0))[0]?.because).toBe(because);
});
