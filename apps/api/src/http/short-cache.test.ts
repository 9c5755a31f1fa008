import { expect, test } from 'vitest';
import { createShortCache } from './short-cache.js';

function counting(entriesMax = 10) {
  let clock = 0;
  const loads: string[] = [];
  const cache = createShortCache(
    async (key) => {
      loads.push(key);
      if (key === 'broken') throw new Error('no');
      return `${key}!`;
    },
    { ttlMs: 100, entriesMax, now: () => clock },
  );
  return { cache, loads, pass: (ms: number) => (clock += ms) };
}

test('an answer is kept for its time and asked for again after it', async () => {
  const { cache, loads, pass } = counting();
  expect(await cache.get('a')).toBe('a!');
  pass(99);
  await cache.get('a');
  expect(loads).toEqual(['a']);
  pass(1);
  await cache.get('a');
  expect(loads).toEqual(['a', 'a']);
});

test('callers that ask at once share one look-up', async () => {
  const { cache, loads } = counting();
  await Promise.all([cache.get('a'), cache.get('a')]);
  expect(loads).toEqual(['a']);
});

test('a look-up that failed is not remembered', async () => {
  const { cache, loads } = counting();
  await expect(cache.get('broken')).rejects.toThrow();
  await expect(cache.get('broken')).rejects.toThrow();
  expect(loads).toEqual(['broken', 'broken']);
});

test('never more than the given number of answers is kept', async () => {
  const { cache, loads } = counting(2);
  for (const key of ['a', 'b', 'c', 'a']) await cache.get(key);
  expect(loads).toEqual(['a', 'b', 'c', 'a']);
});
