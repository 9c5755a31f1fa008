import { expect, test } from 'vitest';
import { problemsOf } from '../testing.js';
import { reasonsDiffer } from './reasons-differ.js';

test('two reasons with one title, and one summary, are found', () => {
  expect(problemsOf(reasonsDiffer, { reasons: { copy: { title: 'THE PASSWORD is wrong' } } })).toHaveLength(
    2,
  );
});

test('reasons that differ are not', () => {
  const summary = 'The account has been locked after too many wrong passwords.';
  expect(problemsOf(reasonsDiffer, { reasons: { locked: { title: 'Locked', summary } } })).toEqual([]);
});
