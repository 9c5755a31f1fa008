import { alertParamsSchemas } from '@turnaway/contracts/alert-kinds';
import type { HistorySlot } from '@turnaway/contracts/alert-observations';
import { describe, expect, test } from 'vitest';
import { judgeBaseline } from './judge-baseline.js';

const schema = alertParamsSchemas.baseline;
// A Wednesday.
const now = new Date('2026-03-04T12:00:00Z');
const hourMs = 3_600_000;

/** Hours of `days` days before now, each with what `countsAt` says. */
function historyOf(
  days: number,
  countsAt: (at: Date) => { failures: number; successes: number },
): HistorySlot[] {
  return Array.from({ length: days * 24 }, (_, index) => {
    const at = new Date(now.getTime() - (index + 1) * hourMs);
    return { at: at.toISOString(), minutes: 60, ...countsAt(at) };
  });
}
function look(
  params: Parameters<typeof schema.parse>[0],
  counts: { failures: number; successes: number },
  history: HistorySlot[],
  days = 42,
) {
  const learnedSince = new Date(now.getTime() - days * 24 * hourMs).toISOString();
  const [judgment] = judgeBaseline(
    schema.parse(params),
    [{ key: 'all', label: 'All', ...counts, history, learnedSince }],
    now,
  );
  return judgment;
}
const flat = (failures: number, successes: number) => historyOf(42, () => ({ failures, successes }));

describe('a spike of failures', () => {
  test.each([
    ['of a company with hardly any failures, doubled by chance', 2, 9, 'ok'],
    ['of that company, far beyond chance', 2, 40, 'alert'],
    ['a usual number', 100, 110, 'ok'],
    ['of many, by half', 1_000, 1_500, 'ok'],
    ['doubled', 100, 220, 'warn'],
    ['tripled', 100, 320, 'alert'],
  ])('%s', (_name, usual, failures, level) => {
    expect(look({}, { failures, successes: 500 }, flat(usual, 500))?.level).toBe(level);
  });

  test('an incident a week ago, and another before that, teach nothing', () => {
    const bad = [7, 21].map((days) => now.getTime() - days * 24 * hourMs);
    const history = historyOf(42, (at) => ({
      failures: bad.some((time) => Math.abs(time - at.getTime()) <= 3 * hourMs) ? 5_000 : 50,
      successes: 500,
    }));
    expect(look({}, { failures: 400, successes: 300 }, history)).toMatchObject({ level: 'alert', usual: 50 });
  });

  test('a rush at the same hour of every week is usual', () => {
    const history = historyOf(42, (at) => ({
      failures: at.getUTCDay() === 3 && at.getUTCHours() === 11 ? 400 : 20,
      successes: 500,
    }));
    expect(look({}, { failures: 420, successes: 500 }, history)?.level).toBe('ok');
  });

  test('a rush that comes an hour earlier, as when clocks change, is usual', () => {
    const history = historyOf(42, (at) => ({ failures: at.getUTCHours() === 12 ? 400 : 20, successes: 500 }));
    expect(look({}, { failures: 400, successes: 500 }, history)?.level).toBe('ok');
  });
});

test('a burst of half an hour that comes every night is usual in every window that holds it', () => {
  // Clock hours say nothing of when in them it was: a look at half past two must not take half of it for all.
  const history = historyOf(42, (at) => ({ failures: at.getUTCHours() === 11 ? 138 : 2, successes: 20 }));
  const learnedSince = new Date(now.getTime() - 42 * 24 * hourMs).toISOString();
  const at = new Date('2026-03-04T11:30:00Z');
  const row = { key: 'all', label: 'All', failures: 141, successes: 20, history, learnedSince };
  expect(judgeBaseline(schema.parse({}), [row], at)[0]?.level).toBe('ok');
});

describe('a company whose Saturday begins on a Friday in UTC, in its second week', () => {
  const fridayNight = new Date('2026-03-06T22:30:00Z');
  const drop = schema.parse({ measure: 'successes', direction: 'drop', warnSpreads: 4, alertSpreads: 5 });
  const history = Array.from({ length: 10 * 24 }, (_, index) => {
    const at = new Date(Math.floor(fridayNight.getTime() / hourMs) * hourMs - (index + 1) * hourMs);
    const isWeekendThere = [0, 6].includes(new Date(at.getTime() + 10 * hourMs).getUTCDay());
    return { at: at.toISOString(), minutes: 60, failures: 1, successes: isWeekendThere ? 6 : 60 };
  });
  const learnedSince = new Date(fridayNight.getTime() - 10 * 24 * hourMs).toISOString();
  test.each([
    ['is as quiet as a week ago', 5, 'ok'],
    ['is not let in at all', 0, 'alert'],
  ])('%s', (_name, successes, level) => {
    const row = { key: 'all', label: 'All', failures: 1, successes, history, learnedSince };
    expect(judgeBaseline(drop, [row], fridayNight)[0]?.level).toBe(level);
  });
});

describe('what is no trouble', () => {
  test.each([
    ['twice as many failures where twice as many get in, at the end of a month', 220, 1_000, 'ok'],
    ['twice as many failures where as many get in as ever', 220, 500, 'warn'],
    ['many times as many failures at the end of a month', 700, 1_000, 'alert'],
  ])('%s', (_name, failures, successes, level) => {
    expect(look({}, { failures, successes }, flat(100, 500))?.level).toBe(level);
  });

  test.each([
    ['a new app that lets most people in', 60, 400, 'ok'],
    ['a new app that lets hardly anybody in', 60, 10, 'alert'],
  ])('%s', (_name, failures, successes, level) => {
    expect(look({ groupBy: 'app' }, { failures, successes }, [])?.level).toBe(level);
  });
});

describe('a holiday on a working day', () => {
  const drop = { measure: 'successes', direction: 'drop', warnSpreads: 4, alertSpreads: 5 } as const;
  const isWeekend = (at: Date): boolean => [0, 6].includes(at.getUTCDay());
  const week = (today: number): HistorySlot[] =>
    historyOf(42, (at) => {
      const isToday = at.toISOString().slice(0, 10) === now.toISOString().slice(0, 10);
      return { failures: 0, successes: isToday ? today : isWeekend(at) ? 60 : 400 };
    });
  test.each([
    ['as many as on a weekend, since the morning', 60, 60, 'ok'],
    ['as many as on a weekend, after busy hours', 400, 60, 'alert'],
    ['hardly anybody, since the morning', 10, 10, 'alert'],
  ])('%s', (_name, today, successes, level) => {
    expect(look(drop, { failures: 0, successes }, week(today))?.level).toBe(level);
  });
});

describe('while it is still learning', () => {
  test.each([
    ['after three working days, a spike shows', 3, 300, 'alert'],
    ['on the first day, a spike does not fire', 1, 300, 'ok'],
    ['on the first day, a gross number fires', 1, 1_200, 'alert'],
  ])('%s', (_name, days, failures, level) => {
    const history = historyOf(days, () => ({ failures: 20, successes: 500 }));
    expect(look({}, { failures, successes: 500 }, history, days)?.level).toBe(level);
  });

  test('it says so', () => {
    expect(look({}, { failures: 0, successes: 0 }, [], 0)?.because).toMatch(/^Still learning/);
  });
});

describe('a drop of successes', () => {
  const drop = { measure: 'successes', direction: 'drop', warnSpreads: 4, alertSpreads: 5 } as const;
  test.each([
    ['nobody gets in any more', 500, 0, 'alert'],
    ['half of them do not', 500, 240, 'warn'],
    ['a slow day', 500, 380, 'ok'],
    ['a small company’s, nearly all', 40, 5, 'alert'],
    ['a quiet hour that was never busy', 8, 0, 'ok'],
  ])('%s', (_name, usual, successes, level) => {
    expect(look(drop, { failures: 0, successes }, flat(0, usual))?.level).toBe(level);
  });

  test('is no finding before anything is learned', () => {
    expect(look(drop, { failures: 0, successes: 0 }, [], 0)?.level).toBe('ok');
  });
});

describe('a failure rate', () => {
  const rate = { measure: 'failure-rate' } as const;
  test.each([
    ['of too few attempts', 8, 8, 'ok'],
    ['as usual', 10, 90, 'ok'],
    ['far above', 60, 40, 'alert'],
  ])('%s', (_name, failures, successes, level) => {
    expect(look(rate, { failures, successes }, flat(10, 90))?.level).toBe(level);
  });
});
