import { expect, test } from 'vitest';
import { problemsOf } from '../testing.js';
import { ownWords } from './own-words.js';

const check = ownWords(['The quick brown fox jumps over the lazy dog.', 'short text']);

test('seven words in a row that stand elsewhere are found, whatever their case and marks', () => {
  const summary = 'It says: the quick, brown fox jumps over THE fence.';
  expect(problemsOf(check, { codes: [{ code: '1', summary }] })).toEqual([
    '1: summary holds words of others: the quick brown fox jumps over the',
  ]);
  const keywords = ['quick brown fox jumps over the lazy'];
  expect(problemsOf(check, { codes: [{ code: '1', keywords }] })).toHaveLength(1);
});

test('six are not', () => {
  expect(
    problemsOf(check, { codes: [{ code: '1', summary: 'A quick brown fox jumps over the gate.' }] }),
  ).toEqual([]);
});
