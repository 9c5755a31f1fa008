import { expect, test } from 'vitest';
import { formatWait, tellPrompts } from './attempt-words';

const counts = {
  prompted: 1_240,
  succeeded: 1_128,
  failed: 37,
  abandoned: 75,
  unresolved: 0,
  medianAnswerMs: 14_200,
};

test('what became of a prompt is told in shares of the attempts', () => {
  expect(tellPrompts(counts)).toBe(
    'Of 1,240 attempts that came to this prompt last, 91% went on to sign in, median 14 s; 6% were abandoned and 3% refused.',
  );
  expect(tellPrompts({ ...counts, failed: 1 })).toContain('under 1% refused');
});

test('of a prompt that nobody came to, nothing is told', () => {
  expect(tellPrompts({ ...counts, prompted: 0, medianAnswerMs: null })).toBe(null);
});

test('a wait is told in seconds, then in minutes', () => {
  expect([400, 59_000, 60_000, 125_000].map(formatWait)).toEqual(['0 s', '59 s', '1 min', '2 min 5 s']);
});
