import { expect, test } from 'vitest';
import { formatCount, formatMinutes } from './format-number.js';

test('one of a thing is told in the singular, none and many in the plural', () => {
  expect([0, 1, 1_204].map((count) => formatCount(count, 'try', 'tries'))).toEqual([
    '0 tries',
    '1 try',
    '1,204 tries',
  ]);
});

test.each([
  [0, 'less than a minute'],
  [1, '1 minute'],
  [95, '1 hour 35 minutes'],
  [120, '2 hours'],
  [1_445, '1 day'],
  [3_060, '2 days 3 hours'],
])('%d minutes as people say it', (minutes, said) => {
  expect(formatMinutes(minutes)).toBe(said);
});
