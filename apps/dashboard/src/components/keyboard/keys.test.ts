import { expect, test } from 'vitest';
import { nextRow } from './keys';

test('j begins at the first row and stops at the last; k goes back and stops at the first', () => {
  expect(nextRow(-1, 1, 3)).toBe(0);
  expect(nextRow(0, 1, 3)).toBe(1);
  expect(nextRow(2, 1, 3)).toBeNull();
  expect(nextRow(1, -1, 3)).toBe(0);
  expect(nextRow(0, -1, 3)).toBeNull();
  expect(nextRow(-1, 1, 0)).toBeNull();
});
