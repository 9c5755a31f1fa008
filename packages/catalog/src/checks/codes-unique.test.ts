import { expect, test } from 'vitest';
import { problemsOf } from '../testing.js';
import { codesUnique } from './codes-unique.js';

test('a code that stands twice is found', () => {
  expect(problemsOf(codesUnique, { codes: [{ code: '1' }, { code: '1' }] })).toEqual(['1: stands twice']);
});

test('an alias that is a code, or an alias of another, is found', () => {
  const codes = [{ code: '1', aliases: ['2', 'x'] }, { code: '2' }, { code: '3', aliases: ['x'] }];
  expect(problemsOf(codesUnique, { codes })).toEqual([
    '1: its alias "2" is also 2',
    '3: its alias "x" is also 1',
  ]);
});

test('two variants with one id are found', () => {
  const variant = { id: 'same', when: { interactive: true }, meaning: 'Somebody was there.' };
  expect(problemsOf(codesUnique, { codes: [{ code: '1', variants: [variant, variant] }] })).toHaveLength(1);
});
