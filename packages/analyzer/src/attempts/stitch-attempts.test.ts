import type { AttemptEvent } from '@turnaway/contracts/attempts';
import type { Outcome } from '@turnaway/contracts/taxonomy';
import { describe, expect, test } from 'vitest';
import { stitchAttempts } from './stitch-attempts.js';
import { tellAttempt } from './tell-attempt.js';

const start = Date.parse('2026-03-02T09:00:00.000Z');
const later = new Date(start + 24 * 3_600_000);
let made = 0;

function at(seconds: number, outcome: Outcome, over: Partial<AttemptEvent> = {}): AttemptEvent {
  made += 1;
  return {
    id: `event-${made}`,
    occurredAt: new Date(start + seconds * 1_000).toISOString(),
    outcome,
    app: 'Payroll',
    userKey: 'ada@example.com',
    ip: '192.0.2.1',
    correlationId: null,
    ...over,
  };
}
const ofFlow = (correlationId: string, over: Partial<AttemptEvent> = {}) => ({ correlationId, ...over });

/** Outcomes with the number of events and the seconds to the answer, in the order of the first events. */
function read(events: AttemptEvent[], now = later): string[] {
  return stitchAttempts(events, now).map(
    ({ outcome, events: own, answeredAfterMs }) =>
      `${outcome} of ${own.length}${answeredAfterMs === null ? '' : `, ${answeredAfterMs / 1_000} s`}`,
  );
}

describe('by correlation id', () => {
  const flow = ofFlow('c-1');
  test.each<[string, AttemptEvent[], string[]]>([
    [
      'a prompt that is answered is a success, and the wait is told',
      [at(0, 'interrupt', flow), at(14, 'success', flow)],
      ['success of 2, 14 s'],
    ],
    ['a prompt alone is abandoned', [at(0, 'interrupt', flow)], ['abandoned of 1']],
    ['a prompt and a refusal failed', [at(0, 'interrupt', flow), at(9, 'failure', flow)], ['failed of 2']],
    [
      'a refusal that a success follows is a success',
      [at(0, 'failure', flow), at(5, 'interrupt', flow), at(9, 'success', flow)],
      ['success of 3, 4 s'],
    ],
    [
      'an expired password that is changed is a success',
      [at(0, 'conditional', flow), at(40, 'success', flow)],
      ['success of 2, 40 s'],
    ],
    [
      'a conditional code that nothing follows is abandoned',
      [at(0, 'conditional', flow)],
      ['abandoned of 1'],
    ],
    [
      'the wait counts from the last prompt before the success',
      [at(0, 'interrupt', flow), at(10, 'interrupt', flow), at(12, 'success', flow)],
      ['success of 3, 2 s'],
    ],
    [
      'a prompt that is logged after the success was answered by nobody, and spoils nothing',
      [at(0, 'success', flow), at(1, 'interrupt', flow)],
      ['success of 2'],
    ],
    [
      'another app in the same flow belongs to it',
      [at(0, 'interrupt', flow), at(3, 'success', ofFlow('c-1', { app: 'Mail' }))],
      ['success of 2, 3 s'],
    ],
    [
      'nobody need be named',
      [at(0, 'interrupt', ofFlow('c-1', { userKey: null })), at(8, 'success', flow)],
      ['success of 2, 8 s'],
    ],
    [
      'an answer after 25 minutes still belongs to it',
      [at(0, 'interrupt', flow), at(25 * 60, 'success', flow)],
      ['success of 2, 1500 s'],
    ],
    [
      'an id that is used again hours later is another attempt',
      [at(0, 'interrupt', flow), at(7_200, 'success', flow)],
      ['abandoned of 1', 'success of 1'],
    ],
  ])('%s', (_promise, events, expected) => {
    expect(read(events)).toEqual(expected);
    expect(read(events.toReversed())).toEqual(expected);
    expect(read([...events, ...events])).toEqual(expected);
  });
});

describe('by person, app and address', () => {
  test.each<[string, AttemptEvent[], string[]]>([
    [
      'a prompt and a success within 10 minutes are one attempt',
      [at(0, 'interrupt'), at(599, 'success')],
      ['success of 2, 599 s'],
    ],
    [
      'beyond 10 minutes they are two',
      [at(0, 'interrupt'), at(601, 'success')],
      ['abandoned of 1', 'success of 1'],
    ],
    [
      'an answer in another app is none',
      [at(0, 'interrupt'), at(5, 'success', { app: 'Mail' })],
      ['abandoned of 1', 'success of 1'],
    ],
    [
      'an answer from another address is none',
      [at(0, 'interrupt'), at(5, 'success', { ip: '198.51.100.7' })],
      ['abandoned of 1', 'success of 1'],
    ],
    [
      'an answer by another person is none',
      [at(0, 'interrupt'), at(5, 'success', { userKey: 'grace@example.com' })],
      ['abandoned of 1', 'success of 1'],
    ],
    [
      'an address that one log leaves out fits any',
      [at(0, 'interrupt'), at(5, 'success', { ip: null })],
      ['success of 2, 5 s'],
    ],
    [
      'wrong passwords until the right one are one attempt',
      [at(0, 'failure'), at(20, 'failure'), at(40, 'success')],
      ['success of 3'],
    ],
    [
      'after a success the next attempt begins',
      [at(0, 'interrupt'), at(5, 'success'), at(60, 'failure')],
      ['success of 2, 5 s', 'failed of 1'],
    ],
    [
      'where a log knows only seconds, the question comes before its answer',
      [at(0, 'success'), at(0, 'interrupt')],
      ['success of 2, 0 s'],
    ],
    [
      'a prompt of one flow that is answered in another flow is one attempt',
      [at(0, 'interrupt', ofFlow('c-1')), at(30, 'success', ofFlow('c-2'))],
      ['success of 2, 30 s'],
    ],
    [
      'a refusal of one flow is not made good by another flow',
      [at(0, 'failure', ofFlow('c-1')), at(30, 'success', ofFlow('c-2'))],
      ['failed of 1', 'success of 1'],
    ],
    [
      'a success of another log, without its flow, answers the prompt',
      [at(0, 'interrupt', ofFlow('c-1')), at(30, 'success')],
      ['success of 2, 30 s'],
    ],
    [
      'without person and flow every event stands alone',
      [at(0, 'interrupt', { userKey: null }), at(1, 'success', { userKey: null })],
      ['abandoned of 1', 'success of 1'],
    ],
    ['what is no sign-in is left out', [at(0, 'other'), at(0, 'failure')], ['failed of 1']],
  ])('%s', (_promise, events, expected) => {
    expect(read(events)).toEqual(expected);
    expect(read(events.toReversed())).toEqual(expected);
  });
});

test('a prompt is open while there is time, then abandoned, and a late success still counts', () => {
  const prompt = at(0, 'interrupt');
  const afterMinutes = (minutes: number) => new Date(start + minutes * 60_000);
  expect(read([prompt], afterMinutes(9))).toEqual(['open of 1']);
  expect(read([prompt], afterMinutes(10))).toEqual(['abandoned of 1']);
  expect(read([prompt, at(30, 'success')], afterMinutes(20))).toEqual(['success of 2, 30 s']);
});

test('the prompt that an attempt is counted by is the one that was answered, else the last', () => {
  const [first, second, success] = [at(0, 'interrupt'), at(5, 'conditional'), at(9, 'success')];
  expect(stitchAttempts([first, second, success], later)[0]?.prompt).toBe(second);
  expect(stitchAttempts([first, second], later)[0]?.prompt).toBe(second);
  expect(stitchAttempts([at(0, 'failure')], later)[0]?.prompt).toBe(null);
});

describe('in one line', () => {
  const mfa = { outcome: 'interrupt', cause: 'mfa', title: 'Second factor asked for' } as const;
  const consent = { outcome: 'conditional', cause: 'consent', title: 'Nobody has agreed yet' } as const;
  const wrong = { outcome: 'failure', cause: 'user-credential', title: 'Wrong password' } as const;
  const passed = { outcome: 'success', cause: null, title: 'Signed in' } as const;
  test.each([
    [[mfa, passed], 'success', 14_200, 'asked for MFA → signed in, 14 s'],
    [
      [wrong, wrong, mfa, passed],
      'success',
      95_000,
      'Wrong password 2 times → asked for MFA → signed in, 1 min 35 s',
    ],
    [[mfa], 'abandoned', null, 'asked for MFA → abandoned'],
    [[mfa], 'open', null, 'asked for MFA → not answered yet'],
    [[mfa, wrong], 'failed', null, 'asked for MFA → Wrong password'],
    [[consent], 'abandoned', null, 'Nobody has agreed yet → abandoned'],
    [[passed], 'success', null, 'signed in'],
    [
      [mfa, wrong, mfa, wrong, mfa, wrong, mfa, passed],
      'success',
      1_000,
      'asked for MFA → Wrong password → … → Wrong password → asked for MFA → signed in, 1 s',
    ],
  ] as const)('%#', (steps, outcome, answeredAfterMs, line) => {
    expect(tellAttempt(steps, { outcome, answeredAfterMs })).toBe(line);
  });
});
