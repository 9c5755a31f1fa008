import { expect, test } from 'vitest';
import { problemsOf } from '../testing.js';
import { causeFitsOutcome } from './cause-fits-outcome.js';

test.each([
  [{ outcome: 'success' }, 'outcome success has no cause'],
  [{ outcome: 'other' }, 'outcome other has no cause'],
  [{ cause: 'expected-step' }, 'never counted as a failure'],
  [{ cause: 'security-threat', security: 'signal' }, 'security alert'],
] as const)('%j is found', (own, problem) => {
  expect(problemsOf(causeFitsOutcome, { codes: [{ code: '1', ...own }] })).toEqual([
    expect.stringContaining(problem),
  ]);
});

test('a failure without a cause is found', () => {
  const sample = { codes: [{ code: '1', reason: 'odd' }], reasons: { odd: { cause: undefined } } };
  expect(problemsOf(causeFitsOutcome, sample)).toEqual(['1: outcome failure needs a cause']);
});

test('a pair that makes sense is not', () => {
  expect(problemsOf(causeFitsOutcome, {})).toEqual([]);
});
