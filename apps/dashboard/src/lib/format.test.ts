import { expect, test } from 'vitest';
import {
  formatAgo,
  formatChange,
  formatClock,
  formatCount,
  formatDuration,
  formatNumber,
  formatPoints,
  formatShare,
  formatShort,
} from './format';

test('a change says its direction in words and sign, not only in color', () => {
  expect(formatChange(181, 100)).toEqual({ text: '+81%', tone: 'worse' });
  expect(formatChange(39, 100)).toEqual({ text: '−61%', tone: 'better' });
  expect(formatChange(5, 0)).toEqual({ text: 'from 0', tone: 'none' });
  expect(formatChange(0, 0)).toEqual({ text: '±0', tone: 'none' });
  expect(formatChange(5000, 10)).toEqual({ text: '×500', tone: 'worse' });
});

test('a falling success rate is worse', () => {
  expect(formatPoints(0.941, 0.967)).toEqual({ text: '−2.6 pts', tone: 'worse' });
  expect(formatPoints(null, 0.9).text).toBe('');
});

test('what is not known is a dash, what is tiny is not zero', () => {
  expect(formatNumber(null)).toBe('–');
  expect(formatShare(null)).toBe('–');
  expect(formatShare(0.0001)).toBe('<0.1%');
  expect(formatShare(0.25)).toBe('25.0%');
});

test('times are written in the given time zone', () => {
  expect(formatClock('2026-11-23T23:30:00Z', 'Europe/Berlin')).toBe('00:30');
});

test('ages and durations use the largest unit that fits', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  expect(formatAgo('2026-11-23T11:59:56Z', now)).toBe('4 s ago');
  expect(formatAgo('2026-11-23T12:00:09Z', now)).toBe('0 s ago');
  expect(formatAgo('2026-11-20T12:00:00Z', now)).toBe('3 days ago');
  expect(formatDuration('2026-11-23T08:00:00Z', '2026-11-23T11:05:00Z')).toBe('3 h 5 min');
});

test('one is not many', () => {
  expect(formatCount(1, 'person', 'people')).toBe('1 person');
  expect(formatCount(1200, 'event')).toBe('1,200 events');
});

test('a count too long for its place is written short', () => {
  expect([formatShort(9_999_999), formatShort(355_680_000)]).toEqual(['9,999,999', '355.7M']);
});
