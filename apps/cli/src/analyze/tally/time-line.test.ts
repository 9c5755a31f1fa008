import { describe, expect, it } from 'vitest';
import { TimeLine } from './time-line.js';

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
const start = Date.parse('2026-03-01T10:00:00Z');

describe('TimeLine', () => {
  it('shows a span without a gap, in stretches that begin at round times', () => {
    const line = new TimeLine();
    line.add(start + 3 * minuteMs, 'failure', 'mfa');
    line.add(start + 95 * minuteMs, 'success', null);
    const { widthMs, buckets } = line.buckets(10);
    expect(widthMs).toBe(15 * minuteMs);
    expect(buckets.map(({ failures, successes }) => [failures, successes])).toEqual([
      [1, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 1],
    ]);
    expect(buckets[0]).toMatchObject({ startMs: start, causes: new Map([['mfa', 1]]) });
  });

  it('loses no count over years, and holds no more for them', () => {
    const line = new TimeLine();
    const hours = 3 * 365 * 24;
    for (let hour = 0; hour < hours; hour++) {
      line.add(start + hour * 60 * minuteMs, hour % 3 === 0 ? 'failure' : 'success', 'mfa');
    }
    const { widthMs, buckets } = line.buckets(180);
    expect(widthMs).toBe(7 * dayMs);
    const sum = (pick: (bucket: (typeof buckets)[number]) => number) =>
      buckets.reduce((total, bucket) => total + pick(bucket), 0);
    expect(sum(({ failures }) => failures)).toBe(hours / 3);
    expect(sum(({ successes }) => successes)).toBe((hours / 3) * 2);
    expect(sum(({ causes }) => causes.get('mfa') ?? 0)).toBe(hours / 3);
    // Weeks begin on Mondays.
    expect(new Set(buckets.map(({ startMs }) => new Date(startMs).getUTCDay()))).toEqual(new Set([1]));
  });

  it('is empty without events', () => {
    expect(new TimeLine().buckets(10).buckets).toEqual([]);
  });
});
