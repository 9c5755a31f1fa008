import { expect, test } from 'vitest';
import { createPacer } from './create-pacer.js';

function desk() {
  const clock = { ms: 1_000 };
  const done: string[] = [];
  const delays: number[] = [];
  const pace = createPacer(() => clock.ms);
  const later = async (delayMs: number) => {
    delays.push(delayMs);
  };
  const workFor = (name: string, tookMs: number) => async () => {
    done.push(name);
    clock.ms += tookMs;
  };
  return { clock, done, delays, pace, later, workFor };
}

test('work that is asked for while it runs is done once more, after a rest', async () => {
  const { clock, done, delays, pace, later, workFor } = desk();
  const work = async () => {
    await workFor('first', 100)();
    await pace('a', workFor('stacked', 0), later);
    await pace('a', workFor('stacked', 0), later);
  };
  await pace('a', work, later);
  expect(done).toEqual(['first']);
  expect(delays).toEqual([400]);
  clock.ms += 400;
  await pace('a', workFor('second', 0), later);
  expect(done).toEqual(['first', 'second']);
});

test('what is asked for during the rest waits for its end, and is awaited once', async () => {
  const { clock, done, delays, pace, later, workFor } = desk();
  await pace('a', workFor('first', 100), later);
  clock.ms += 150;
  await pace('a', workFor('early', 0), later);
  await pace('a', workFor('early', 0), later);
  expect(done).toEqual(['first']);
  expect(delays).toEqual([250]);
});

test('a rest is short beside the minute that looks are promised in', async () => {
  const { clock, done, pace, later, workFor } = desk();
  await pace('a', workFor('long', 30_000), later);
  clock.ms += 20_000;
  await pace('a', workFor('next', 0), later);
  expect(done).toEqual(['long', 'next']);
});

test('other keys are not held up', async () => {
  const { done, pace, later, workFor } = desk();
  await pace('a', workFor('a', 100), later);
  await pace('b', workFor('b', 100), later);
  expect(done).toEqual(['a', 'b']);
});

test('work that fails leaves the way free, and its error is heard', async () => {
  const { done, pace, later, workFor } = desk();
  const broken = async () => {
    throw new Error('no database');
  };
  await expect(pace('a', broken, later)).rejects.toThrow('no database');
  await pace('a', workFor('next', 0), later);
  expect(done).toEqual(['next']);
});
