import { expect, test } from 'vitest';
import { bar, columns, merged } from './bars.js';

test('a bar is as long as its share, and what is not nothing is seen', () => {
  expect(bar(1, 10)).toBe('██████████');
  expect(bar(0.55, 10)).toBe('█████▌');
  expect(bar(0.0001, 10)).toBe('▏');
  expect(bar(0, 10)).toBe('');
});

test('columns grow from the bottom up to the largest', () => {
  expect(columns([0, 1, 8, 16], 2)).toEqual(['   █', '·▁██']);
  expect(columns([0, 0], 1)).toEqual(['··']);
});

test('neighbors are put together until they fit', () => {
  expect(merged([1, 2, 3, 4, 5], 3)).toEqual({ values: [3, 7, 5], each: 2 });
  expect(merged([1, 2], 3)).toEqual({ values: [1, 2], each: 1 });
});
