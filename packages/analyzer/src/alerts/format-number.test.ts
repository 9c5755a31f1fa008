import { expect, test } from 'vitest';
import { formatCount } from './format-number.js';

test('one of a thing is told in the singular, none and many in the plural', () => {
  expect([0, 1, 1_204].map((count) => formatCount(count, 'try', 'tries'))).toEqual([
    '0 tries',
    '1 try',
    '1,204 tries',
  ]);
});
