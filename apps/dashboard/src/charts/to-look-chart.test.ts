import type { AlertEvaluation } from '@turnaway/contracts/alert-evaluations';
import { expect, test } from 'vitest';
import { toLookChart } from './to-look-chart';

const look: AlertEvaluation = {
  at: '2026-01-31T08:00:00.000Z',
  key: 'Payroll',
  label: 'Payroll',
  personal: false,
  value: 38,
  warnThreshold: null,
  threshold: 20,
  recoveryThreshold: 5,
  state: 'firing',
  level: 'alert',
  because: '38 failures in 2 minutes; the threshold is 20.',
};

test('the legend says the last that was seen, also of what is no longer seen', () => {
  const gone = { ...look, value: null, threshold: null, recoveryThreshold: null };
  const { series } = toLookChart([gone, look, { ...look, value: 40 }], false, 'UTC');
  expect(series.map(({ label, total }) => [label, total])).toEqual([
    ['Value', 38],
    ['Fires at', 20],
    ['Resolves at', 5],
  ]);
  expect(series[0]?.values).toEqual([40, 38, null]);
});
