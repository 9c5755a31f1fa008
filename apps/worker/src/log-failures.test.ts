import { expect, test } from 'vitest';
import { createFailureLog } from './log-failures.js';

function listen() {
  const lines: unknown[] = [];
  let nowMs = 0;
  const failed = createFailureLog({ error: (line: unknown) => void lines.push(line) }, () => nowMs);
  return {
    lines,
    failed,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

test('a failure that repeats is logged once a minute, with how often it came', () => {
  const { lines, failed, pass } = listen();
  const away = new Error('connection refused');
  for (let second = 0; second < 120; second += 1) {
    failed('batches', away);
    pass(1_000);
  }
  expect(lines).toEqual([
    { job: 'batches', err: away },
    { job: 'batches', err: away, heldBack: 59 },
  ]);
});

test('another failure, or the same of another job, is logged at once', () => {
  const { lines, failed } = listen();
  failed('batches', new Error('connection refused'));
  failed('chores', new Error('connection refused'));
  failed('batches', new Error('out of memory'));
  expect(lines).toHaveLength(3);
});

test('what is remembered of failures is bounded', () => {
  const { lines, failed } = listen();
  for (let number = 0; number <= 200; number += 1) failed('batches', new Error(`record ${number}`));
  failed('batches', new Error('record 0'));
  expect(lines).toHaveLength(202);
});
