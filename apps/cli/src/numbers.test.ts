import { expect, test } from 'vitest';
import { countOf, formatBytes, formatLength, formatRate, formatShare } from './numbers.js';

test.each([
  [0, '0%'],
  [0.00001, '<0.01%'],
  [0.0012, '0.12%'],
  [0.0312, '3.1%'],
  [0.9999, '>99.9%'],
  [1, '100%'],
])('a share of %d is %s: never all or nothing where it is not', (share, text) => {
  expect(formatShare(share)).toBe(text);
});

test('a rate of nothing is a dash', () => {
  expect(formatRate(null)).toBe('–');
});

test.each([
  [812, '812 bytes'],
  [1_400_000, '1.4 MB'],
  [999_900, '1.0 MB'],
  [1_073_741_824, '1.1 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0, 'less than a minute'],
  [60_000, '1 minute'],
  [90 * 60_000, '90 minutes'],
  [3_600_000, '1 hour'],
  [36 * 3_600_000, '36 hours'],
  [86_400_000, '1 day'],
  [7 * 86_400_000, '7 days'],
])('%d ms are %s', (ms, text) => {
  expect(formatLength(ms)).toBe(text);
});

test('one thing is not many', () => {
  expect([countOf(1, 'file'), countOf(12_345, 'file')]).toEqual(['1 file', '12,345 files']);
});
