import type { AlertKeyState, Judgment } from '@turnaway/contracts/alert-decision';
import { describe, expect, test } from 'vitest';
import { decide } from './decide.js';

const start = Date.parse('2026-03-01T12:00:00.000Z');
const at = (minute: number) => new Date(start + minute * 60_000);
const rule = { forMinutes: 0, keepFiringMinutes: 0, keysMax: 100, muteFactor: 2 };

/** Warns at 10, alerts at 20, recovers at 5. */
function judgment(value: number, change: Partial<Judgment> = {}): Judgment {
  return {
    key: 'all',
    label: 'All',
    personal: false,
    level: value >= 20 ? 'alert' : value >= 10 ? 'warn' : 'ok',
    value,
    warnThreshold: 10,
    threshold: 20,
    recoveryThreshold: 5,
    worseWhen: 'higher',
    measure: 'failures',
    usual: null,
    because: `${value} failures.`,
    evidence: [],
    ...change,
  };
}

/** Looks once a minute; what was emitted at each look, and the state that remains. */
function play(
  values: readonly (number | null)[],
  change: Partial<typeof rule> = {},
  touch: (state: AlertKeyState, minute: number) => AlertKeyState = (state) => state,
) {
  let states: AlertKeyState[] = [];
  const emitted = values.map((value, minute) => {
    const seen = value === null ? [] : [judgment(value)];
    const decisions = decide({ ...rule, ...change }, states, seen, at(minute));
    states = decisions.states.map((state) => touch(state, minute));
    return decisions.changes[0]?.emit ?? null;
  });
  return { emitted, states };
}

describe('a finding is told once, and once more when it gets worse or ends', () => {
  test.each<[string, (number | null)[], Partial<typeof rule>, (string | null)[]]>([
    ['stays quiet below the warning', [0, 9, 9], {}, [null, null, null]],
    ['warns once', [10, 12, 19], {}, ['warn', null, null]],
    ['fires once', [20, 25, 90], {}, ['firing', null, null]],
    ['rises from warning to alert once', [10, 20, 30], {}, ['warn', 'escalated', null]],
    [
      'does not fall and rise again on the edge',
      [20, 19, 20, 11, 20],
      {},
      ['firing', null, null, null, null],
    ],
    ['does not end between the thresholds', [20, 6, 6], {}, ['firing', null, null]],
    ['ends at the recovery threshold', [20, 5, 5], {}, ['firing', 'resolved', null]],
    ['ends when nobody names it any more', [20, null, null], {}, ['firing', 'resolved', null]],
    ['begins anew after its end', [20, 0, 20], {}, ['firing', 'resolved', 'firing']],
    ['waits until it has held', [20, 20, 20, 20], { forMinutes: 2 }, [null, null, 'firing', null]],
    ['forgets what did not hold', [20, 0, 20, 20], { forMinutes: 2 }, [null, null, null, null]],
    ['tells what held as a warning', [10, 10, 10], { forMinutes: 2 }, [null, null, 'warn']],
    ['tells the worst of the wait', [20, 12, 12], { forMinutes: 2 }, [null, null, 'firing']],
    [
      'ends once it was well for long',
      [20, 0, 0, 0],
      { keepFiringMinutes: 2 },
      ['firing', null, null, 'resolved'],
    ],
    [
      'goes on when it is back in time',
      [20, 0, 20, 0, 0],
      { keepFiringMinutes: 2 },
      ['firing', null, null, null, null],
    ],
    ['ignores a value that is no number', [20, Number.NaN, 20], {}, ['firing', null, null]],
  ])('%s', (_name, values, change, expected) => {
    expect(play(values, change).emitted).toEqual(expected);
  });

  test('the worst value and the time it began are remembered', () => {
    expect(play([20, 50, 30]).states).toMatchObject([
      { status: 'firing', level: 'alert', value: 30, peakValue: 50, firingSince: at(0).toISOString() },
    ]);
  });

  test('a drop is worse the lower it is', () => {
    const drop = (value: number): Judgment =>
      judgment(value, {
        worseWhen: 'lower',
        level: value <= 10 ? 'alert' : 'ok',
        threshold: 10,
        recoveryThreshold: 30,
      });
    const fired = decide(rule, [], [drop(4)], at(0));
    const between = decide(rule, fired.states, [drop(20)], at(1));
    const over = decide(rule, between.states, [drop(30)], at(2));
    expect([fired, between, over].map(({ changes }) => changes[0]?.emit)).toEqual([
      'firing',
      null,
      'resolved',
    ]);
    expect(between.states[0]?.peakValue).toBe(4);
  });
});

describe('muted until it gets worse', () => {
  const muteAtFirst = (state: AlertKeyState, minute: number) =>
    minute === 0 ? { ...state, mutedValue: state.value } : state;

  test('is quiet up to the factor, and told above it', () => {
    expect(play([12, 20, 24, 25, 26], {}, muteAtFirst).emitted).toEqual([
      'warn',
      null,
      null,
      'escalated',
      null,
    ]);
  });

  test('ends as a record that nobody is told', () => {
    const { states } = play([20], {}, muteAtFirst);
    expect(decide(rule, states, [judgment(0)], at(1)).changes).toMatchObject([
      { emit: 'resolved', muted: true },
    ]);
  });
});

test('that somebody has it in hand is kept, and that it got worse is told all the same', () => {
  const { emitted, states } = play([10, 30], {}, (state) => ({ ...state, acknowledged: true }));
  expect(emitted).toEqual(['warn', 'escalated']);
  expect(states[0]?.acknowledged).toBe(true);
});

describe('many keys', () => {
  const named = (key: string, value: number) => judgment(value, { key, label: key });

  test('each has its own state', () => {
    const first = decide(rule, [], [named('a', 20), named('b', 10), named('c', 1)], at(0));
    expect(first.changes.map(({ key, emit }) => [key, emit])).toEqual([
      ['a', 'firing'],
      ['b', 'warn'],
    ]);
    const second = decide(rule, first.states, [named('a', 0), named('b', 10)], at(1));
    expect(second.changes.map(({ key, emit }) => [key, emit])).toEqual([
      ['a', 'resolved'],
      ['b', null],
    ]);
  });

  test('of more than there is room for, the worst are kept and the rest is counted', () => {
    const { states, leftOut } = decide(
      { ...rule, keysMax: 2 },
      [],
      [named('a', 10), named('b', 21), named('c', 40)],
      at(0),
    );
    expect(states.map(({ key }) => key)).toEqual(['c', 'b']);
    expect(leftOut).toBe(1);
  });

  test('one that fires is not pushed out by worse ones', () => {
    const { states } = decide({ ...rule, keysMax: 1 }, [], [named('a', 10)], at(0));
    const next = decide({ ...rule, keysMax: 1 }, states, [named('a', 10), named('b', 90)], at(1));
    expect(next.states.map(({ key }) => key)).toEqual(['a']);
    expect(next.leftOut).toBe(1);
  });
});

test('the states given are left as they were', () => {
  const { states } = play([20]);
  decide(rule, [Object.freeze({ ...(states[0] as AlertKeyState) })], [judgment(50)], at(1));
});

describe('one thing that is known by several keys', () => {
  const firing = decide(rule, [], [judgment(20, { key: 'network' })], at(0)).states;
  const wider = judgment(30, { key: 'client', aliases: ['network'] });

  test('goes on under the key that it was told by', () => {
    const { changes, states } = decide(rule, firing, [wider], at(1));
    expect(changes).toMatchObject([{ key: 'network', emit: null }]);
    expect(states).toMatchObject([{ key: 'network', value: 30 }]);
  });

  test('is told once, by the worst of what is seen of it', () => {
    const seen = [
      judgment(12, { key: 'network' }),
      wider,
      judgment(4, { key: 'other', aliases: ['network'] }),
    ];
    const { changes, judgments } = decide(rule, firing, seen, at(1));
    expect(changes).toMatchObject([{ key: 'network', emit: null, state: { value: 30 } }]);
    expect(judgments).toHaveLength(1);
  });

  test('begins under its own key', () => {
    expect(decide(rule, [], [wider], at(0)).changes).toMatchObject([{ key: 'client', emit: 'firing' }]);
  });
});
