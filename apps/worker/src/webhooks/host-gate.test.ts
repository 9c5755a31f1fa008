import { type HostState, hostStateSchema, unknownHost } from '@turnaway/contracts';
import { describe, expect, test } from 'vitest';
import {
  abandonPlace,
  concurrentMax,
  enterHost,
  failuresMax,
  failuresWithinMs,
  type HostReport,
  leaveHost,
  pausesMs,
  placeMs,
  slotEveryMs,
} from './host-gate.js';

const now = Date.parse('2026-01-31T08:40:00Z');
const caller: Parameters<typeof enterHost>[1] = { placeId: 'mine', slotAtMs: null, isTest: false };
const place = (id: string, untilMs = now + placeMs) => ({ id, untilMs });
const enter = (state: HostState, over: Partial<typeof caller> = {}, atMs = now) =>
  enterHost(state, { ...caller, ...over }, atMs, 0);
const noAnswer = { error: 'timeout', statusCode: null } as const;
const taken = { error: null, statusCode: 200 } as const;

function leave(state: HostState, result: HostReport['result'], atMs = now, placeId = 'mine'): HostState {
  const left = leaveHost(state, { placeId, tookMs: 100, result }, atMs);
  // What is remembered must be what can be read again.
  return hostStateSchema.parse(left);
}

/** Fails so often, so far apart; the state, and when it last failed. */
function failing(times: number, everyMs: number): { state: HostState; lastMs: number } {
  let state = unknownHost;
  for (let made = 0; made < times; made++) state = leave(state, noAnswer, now + made * everyMs);
  return { state, lastMs: now + (times - 1) * everyMs };
}

const down = failing(failuresMax, 1_000);
const until = down.lastMs + pausesMs[0];

describe('a delivery to a host', () => {
  test('that nothing is known of begins at once, and has a place', () => {
    const { state, admission } = enter(unknownHost);
    expect(admission).toEqual({ kind: 'go' });
    expect(state.inFlight).toEqual([place('mine')]);
  });

  test.each<[string, HostState, ReturnType<typeof enter>['admission']]>([
    [
      'that has a place left begins',
      { ...unknownHost, inFlight: [1, 2, 3].map((n) => place(`${n}`)) },
      { kind: 'go' },
    ],
    [
      'that is full comes back',
      { ...unknownHost, inFlight: [1, 2, 3, 4].map((n) => place(`${n}`)) },
      { kind: 'slot', atMs: now + 1_000 },
    ],
    [
      'that was full of workers that died begins',
      { ...unknownHost, inFlight: [1, 2, 3, 4].map((n) => place(`${n}`, now)) },
      { kind: 'go' },
    ],
    [
      'whose next turns are taken comes back for its own',
      { ...unknownHost, nextSlotAtMs: now + 5_000 },
      { kind: 'slot', atMs: now + 5_000 },
    ],
    ['that failed, but not often, begins', failing(failuresMax - 1, 1_000).state, { kind: 'go' }],
    [
      'that failed often, but long apart, begins',
      failing(failuresMax, failuresWithinMs / (failuresMax - 1) + 1).state,
      { kind: 'go' },
    ],
    ['that is down waits until it is tried again', down.state, { kind: 'hold', untilMs: until }],
  ])('%s', (_name, state, admission) => {
    expect(enter(state).admission).toEqual(admission);
  });

  test('gets a turn of its own: many that come together are spread, and a second holds no more than so many', () => {
    let state = unknownHost;
    const begins: number[] = [];
    for (let i = 0; i < 50; i++) {
      const entered = enterHost(state, { ...caller, placeId: `${i}` }, now, 0);
      begins.push(entered.admission.kind === 'slot' ? entered.admission.atMs : now);
      state = abandonPlace(entered.state, `${i}`);
    }
    expect(begins.filter((at) => at === now)).toHaveLength(1_000 / slotEveryMs + 1);
    expect(begins.at(-1)).toBe(now + 49 * slotEveryMs);
    expect(new Set(begins.filter((at) => at > now)).size).toBe(39);
  });

  test('that comes back at its turn begins, whatever turns were given out since', () => {
    const state = { ...unknownHost, nextSlotAtMs: now + 60_000 };
    expect(enter(state, { slotAtMs: now }).admission).toEqual({ kind: 'go' });
  });

  test('that takes long gets turns that are as far apart as all its places can take', () => {
    const slow = { ...unknownHost, tookMs: 8_000 };
    expect(enter(slow).state.nextSlotAtMs).toBe(now + 8_000 / concurrentMax);
  });
});

describe('a host that is down', () => {
  test('is tried by one delivery once its time has come, while the others wait', () => {
    const first = enter(down.state, {}, until);
    expect(first.admission).toEqual({ kind: 'go' });
    expect(enter(first.state, { placeId: 'other' }, until).admission).toEqual({
      kind: 'hold',
      untilMs: until + 5_000,
    });
  });

  test('is tried at once by a test that somebody sends, and by no second one meanwhile', () => {
    const first = enter(down.state, { isTest: true });
    expect(first.admission).toEqual({ kind: 'go' });
    expect(enter(first.state, { placeId: 'other', isTest: true }).admission.kind).toBe('hold');
  });

  test('that answers is sent to again, and nothing is held against it', () => {
    const back = leave(enter(down.state, {}, until).state, taken, until);
    expect(back).toMatchObject({ pause: null, failuresAtMs: [], failingSinceMs: null, lastFailure: null });
    expect(enter(back, {}, until).admission).toEqual({ kind: 'go' });
  });

  test('that fails again is left alone for longer each time, up to a limit', () => {
    let { state, lastMs: atMs } = down;
    const waits = [];
    for (let made = 0; made < 5; made++) {
      waits.push((state.pause?.untilMs ?? 0) - atMs);
      atMs = state.pause?.untilMs ?? 0;
      state = leave(enter(state, {}, atMs).state, noAnswer, atMs);
    }
    expect(waits).toEqual([...pausesMs, pausesMs.at(-1)]);
    expect(state.failingSinceMs).toBe(now);
  });

  test('is not left alone for longer because of tests that came before its time', () => {
    const tested = leave(enter(down.state, { isTest: true }).state, noAnswer);
    expect(tested.pause).toEqual(down.state.pause);
  });

  test('is not left alone for longer because of deliveries that were under way already', () => {
    expect(leave(down.state, noAnswer, now, 'earlier').pause).toEqual(down.state.pause);
  });

  test('is tried by the next one where the worker that tried it died, or never sent anything', () => {
    const { state } = enter(down.state, {}, until);
    expect(enter(state, { placeId: 'next' }, until + placeMs).admission).toEqual({ kind: 'go' });
    expect(enter(abandonPlace(state, 'mine'), { placeId: 'next' }, until).admission).toEqual({ kind: 'go' });
    const unsent = leave(state, { error: 'blocked-address', statusCode: null }, until);
    expect(enter(unsent, { placeId: 'next' }, until).admission).toEqual({ kind: 'go' });
  });
});

test.each<[string, HostReport['result'], 'up' | 'down']>([
  ['no answer', noAnswer, 'down'],
  ['no connection', { error: 'connection', statusCode: null }, 'down'],
  ['a name that leads nowhere', { error: 'dns', statusCode: null }, 'down'],
  ['a certificate that is not good', { error: 'tls', statusCode: null }, 'down'],
  ['an error of its own', { error: 'http', statusCode: 503 }, 'down'],
  ['a refusal', { error: 'http', statusCode: 404 }, 'up'],
  ['too much of it', { error: 'http', statusCode: 429 }, 'up'],
  ['a letter that is not taken', { error: 'refused', statusCode: 550 }, 'up'],
  ['an address that is not allowed', { error: 'blocked-address', statusCode: null }, 'up'],
  ['a template that cannot be filled in', { error: 'message', statusCode: null }, 'up'],
])('%s, time and again, says that the host is %s', (_name, result, verdict) => {
  let state = unknownHost;
  for (let made = 0; made < failuresMax; made++) state = leave(state, result, now + made);
  expect(state.pause === null ? 'up' : 'down').toBe(verdict);
});

test('one delivery that comes through in between takes the failures before it away', () => {
  let { state } = failing(failuresMax - 1, 1_000);
  state = leave(state, taken);
  state = leave(state, noAnswer);
  expect(state).toMatchObject({ pause: null, failuresAtMs: [now] });
});
