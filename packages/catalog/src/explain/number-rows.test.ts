import { expect, test } from 'vitest';
import { NumberRows, packRows } from './number-rows.js';

test('lists come back as they were packed, empty ones too', () => {
  const rows = [[1, 2, 300], [], [65_535], [0]];
  const opened = new NumberRows(packRows(rows));
  expect(rows.map((_, place) => [...opened.row(place)])).toEqual(rows);
  expect(opened.length).toBe(4);
});

test('a number that does not fit is refused instead of cut', () => {
  expect(() => packRows([[65_536]])).toThrow('16 bits');
});
