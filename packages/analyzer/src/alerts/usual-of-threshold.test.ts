import { alertParamsSchemas } from '@turnaway/contracts/alert-kinds';
import { expect, test } from 'vitest';
import { judgeThreshold } from './judge-threshold.js';
import { sayUsual, spansOfUsual, usualOfThreshold } from './usual-of-threshold.js';

const dayMs = 86_400_000;
// A Wednesday.
const toMs = Date.parse('2026-03-04T09:00:00Z');
const window = { fromMs: toMs - 600_000, toMs };
const daysBack = (learnedDays: number) =>
  spansOfUsual(window, toMs - learnedDays * dayMs).map((span) => (toMs - span.toMs) / dayMs);

test.each([
  ['six weeks: the same weekday alone', 43, [7, 14, 21, 28, 35, 42]],
  ['two weeks: also the working days of the last one', 15, [7, 14, 1, 2, 5, 6]],
  ['three days: those', 3, [1, 2]],
  ['one day: nothing is usual yet', 1.5, []],
  ['none', 0, []],
])('with a history of %s', (_, learnedDays, expected) => {
  expect(daysBack(learnedDays)).toEqual(expected);
});

const counts = (...pairs: [count: number, attempts: number][]) =>
  pairs.map(([count, attempts]) => ({ count, attempts }));
test.each([
  ['one bad week is outvoted', 'failures', counts([3, 9], [4, 9], [900, 990], [2, 9]), 3.5],
  ['what never was there is not usual', 'failures', counts([0, 0], [0, 0]), 0],
  ['fractions of a few are told, those of many are not', 'failures', counts([3.33, 9], [3.34, 9]), 3.3],
  ['of many', 'failures', counts([33.3, 90], [33.4, 90]), 33],
  ['people are counted', 'affected-users', counts([2, 0], [4, 0], [3, 0]), 3],
  ['one earlier time says nothing', 'failures', counts([3, 9]), null],
  ['a rate is a share of the attempts', 'failure-rate', counts([2, 100], [3, 100], [4, 100]), 0.03],
  ['a rate of few attempts is left out', 'failure-rate', counts([2, 100], [1, 1], [4, 100]), 0.03],
  ['rates of few attempts alone say nothing', 'failure-rate', counts([1, 2], [0, 1], [9, 100]), null],
] as const)('%s', (_, measure, earlier, expected) => {
  const usual = usualOfThreshold(measure, earlier);
  if (expected === null) expect(usual).toBeNull();
  else expect(usual).toBeCloseTo(expected, 10);
});

test.each([
  ['failures', 42, 3, '42 failures in 10 minutes; the threshold is 20. At this time, 3 are usual.'],
  ['failures', 42, 1, '42 failures in 10 minutes; the threshold is 20. At this time, 1 is usual.'],
  [
    'affected-users',
    42,
    0,
    '42 people affected in 10 minutes; the threshold is 20. At this time, none is usual.',
  ],
  [
    'failure-rate',
    0.5,
    0.02,
    '50% of the attempts failed in 10 minutes; the threshold is 20%. At this time, 2% is usual.',
  ],
] as const)('%s: %s against %s that is usual is said in words', (measure, value, usual, because) => {
  const isRate = measure === 'failure-rate';
  const params = alertParamsSchemas.threshold.parse({
    measure,
    threshold: isRate ? 0.2 : 20,
    recoveryThreshold: 0,
  });
  const [judgment] = judgeThreshold(params, [{ key: 'all', label: 'All', value, attempts: 100 }]);
  if (judgment === undefined) throw new Error('expected a judgment');
  const said = sayUsual(measure, judgment, usual);
  expect(said).toMatchObject({ usual, because, level: 'alert', value });
  expect(said.evidence.at(-1)).toEqual({
    label: 'Usual at this time',
    value: isRate ? '2%' : usual,
    personal: false,
  });
});
