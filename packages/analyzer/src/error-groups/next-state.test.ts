import { describe, expect, test } from 'vitest';
import { firstState, nextState, type ObservedErrorGroup, usualHour } from './next-state.js';

const now = new Date('2026-03-20T12:00:00Z');
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

const group = (over: Partial<ObservedErrorGroup>): ObservedErrorGroup => ({
  state: 'ongoing',
  stateSince: ago(48),
  firstSeenAt: ago(24 * 30),
  lastSeenAt: ago(0),
  decidedAt: null,
  ignore: null,
  eventsSinceIgnored: 0,
  peopleSinceIgnored: 0,
  eventsLastHour: 5,
  usualHour: 10,
  ...over,
});

test.each([
  ['the very first record of a system is not news', ago(1), null, 'ongoing'],
  ['nor is anything else of the first day that it is watched', ago(1), ago(23), 'ongoing'],
  ['what comes up on the day after is new', ago(1), ago(26), 'new'],
  ['history that comes in after the first day is not', ago(80), ago(72), 'ongoing'],
  ['nor what happened more than a week ago', ago(24 * 8), ago(24 * 60), 'ongoing'],
])('%s', (_promise, firstSeenAt, systemWatchedSince, state) => {
  expect(firstState({ firstSeenAt, systemWatchedSince }, now)).toBe(state);
});

test.each<[string, Partial<ObservedErrorGroup>, string | null]>([
  ['new stays new for a week', { state: 'new', firstSeenAt: ago(24 * 7 - 1) }, null],
  ['and is ongoing from then on', { state: 'new', firstSeenAt: ago(24 * 7) }, 'ongoing'],
  [
    'something new may already rise',
    { state: 'new', firstSeenAt: ago(30), eventsLastHour: 90 },
    'escalating',
  ],
  ['as much as usual changes nothing', { eventsLastHour: 10 }, null],
  ['twice as much and more is a rise', { eventsLastHour: 30 }, 'escalating'],
  ['a few are none, however rare it is', { eventsLastHour: 19, usualHour: 0 }, null],
  ['twenty out of nothing are one', { eventsLastHour: 20, usualHour: 0 }, 'escalating'],
  ['what is usual must be known', { eventsLastHour: 5_000, usualHour: null }, null],
  ['a rise stays in sight for a day', { state: 'escalating', stateSince: ago(23) }, null],
  ['and is over after it', { state: 'escalating', stateSince: ago(24) }, 'ongoing'],
  ['not while it is still high', { state: 'escalating', stateSince: ago(99), eventsLastHour: 90 }, null],
  ['nobody’s decision ends a regression by itself', { state: 'regressed', stateSince: ago(999) }, null],
])('%s', (_promise, over, state) => {
  expect(nextState(group(over), now)?.state ?? null).toBe(state);
});

describe('what was resolved', () => {
  const resolved = group({ state: 'resolved', decidedAt: ago(2), eventsLastHour: 500 });
  test('regresses when it happens again', () => {
    expect(nextState({ ...resolved, lastSeenAt: ago(1) }, now)).toEqual({
      state: 'regressed',
      because: 'It happened again after it was resolved.',
    });
  });
  test('does not by what happened before, whenever that comes in', () => {
    expect(nextState({ ...resolved, lastSeenAt: ago(2) }, now)).toBeNull();
    expect(nextState({ ...resolved, lastSeenAt: ago(9) }, now)).toBeNull();
  });
});

describe('what is ignored', () => {
  const ignored = group({ state: 'ignored', decidedAt: ago(5), eventsLastHour: 500 });
  test.each<[string, Partial<ObservedErrorGroup>, string | null]>([
    ['for good is never heard of again', { ignore: { until: 'for-good' }, eventsSinceIgnored: 1e6 }, null],
    [
      'until more events waits for all of them',
      { ignore: { until: 'events', count: 100 }, eventsSinceIgnored: 99 },
      null,
    ],
    [
      'and escalates with the last',
      { ignore: { until: 'events', count: 100 }, eventsSinceIgnored: 100 },
      'escalating',
    ],
    [
      'until more people counts people',
      { ignore: { until: 'people', count: 3 }, eventsSinceIgnored: 99, peopleSinceIgnored: 2 },
      null,
    ],
    [
      'and escalates with the last of them',
      { ignore: { until: 'people', count: 3 }, peopleSinceIgnored: 3 },
      'escalating',
    ],
    ['until a time waits for it', { ignore: { until: 'time', at: '2026-03-20T12:00:01Z' } }, null],
    [
      'and goes on after it: nothing has got worse',
      { ignore: { until: 'time', at: '2026-03-20T12:00:00Z' } },
      'ongoing',
    ],
  ])('%s', (_promise, over, state) => {
    expect(nextState({ ...ignored, ...over }, now)?.state ?? null).toBe(state);
  });
});

test.each([
  ['needs a day', [5, 5], 23, null],
  ['is 0 for what happens in few hours', [90], 336, 0],
  [
    'leaves out the one of twenty hours that peaks',
    [...Array<number>(16).fill(900), ...Array<number>(100).fill(40)],
    336,
    40,
  ],
  ['rises with a peak that comes every day', [...Array<number>(30).fill(90)], 336, 90],
])('a busy hour %s', (_promise, hours, known, usual) => {
  expect(usualHour(hours, known)).toBe(usual);
});
