import type { AlertState } from '@turnaway/contracts/alert-decision';
import { describe, expect, test } from 'vitest';
import { decideAlert } from './decide-alert.js';

const rule = { threshold: 0.2, recoveryThreshold: 0.1, minimumAttempts: 50 };
const now = new Date('2026-03-01T12:00:00.000Z');
const earlier = '2026-03-01T11:00:00.000Z';
const isoNow = now.toISOString();

const fresh: AlertState = { status: 'ok', since: null, peakValue: null };
const ok: AlertState = { status: 'ok', since: earlier, peakValue: null };
const firing: AlertState = { status: 'firing', since: earlier, peakValue: 0.3 };

describe('an alert fires once, resolves once, and does not flap in between', () => {
  test.each([
    ['stays quiet below the threshold', ok, 0.19, 100, null, ok],
    ['remembers since when it is quiet', fresh, 0, 100, null, { ...ok, since: isoNow }],
    ['fires at the threshold', ok, 0.2, 100, 'firing', { status: 'firing', since: isoNow, peakValue: 0.2 }],
    [
      'fires at the first look',
      fresh,
      0.9,
      100,
      'firing',
      { status: 'firing', since: isoNow, peakValue: 0.9 },
    ],
    ['does not fire again while firing', firing, 0.25, 100, null, firing],
    ['keeps the worst value', firing, 0.5, 100, null, { ...firing, peakValue: 0.5 }],
    ['does not resolve between the thresholds', firing, 0.11, 100, null, firing],
    ['resolves at the recovery threshold', firing, 0.1, 100, 'resolved', { ...ok, since: isoNow }],
    ['does not resolve again', ok, 0.05, 100, null, ok],
    ['does not fire on too few attempts', ok, 1, 49, null, ok],
    ['resolves when nobody tries any more', firing, 0, 0, 'resolved', { ...ok, since: isoNow }],
    ['keeps firing while the few that try still fail', firing, 0.9, 3, null, { ...firing, peakValue: 0.9 }],
    ['fires on just enough attempts', ok, 1, 50, 'firing', { status: 'firing', since: isoNow, peakValue: 1 }],
    ['ignores a value that is no number', firing, Number.NaN, 100, null, firing],
  ] as const)('%s', (_, state, value, attempts, emit, next) => {
    const decision = decideAlert(rule, state, { value, attempts }, now);
    expect(decision.emit).toBe(emit);
    expect(decision.state).toEqual(next);
    expect(decision.because).toMatch(/\.$/);
  });

  test('a rule whose thresholds are equal does not fire and resolve in turn', () => {
    const flat = { ...rule, recoveryThreshold: 0.2 };
    expect(decideAlert(flat, firing, { value: 0.2, attempts: 100 }, now).emit).toBeNull();
  });

  test('the state given is left as it was', () => {
    decideAlert(rule, Object.freeze({ ...ok }), { value: 0.5, attempts: 100 }, now);
  });
});
