import { expect, test } from 'vitest';
import { AskOnce } from './ask-once.js';

const newRequest = () => ({
  quarters: new Set<number>(),
  hours: new Set<number>(),
  shifts: new Set<number>(),
  days: new Set<number>(),
});

test('a request that asks twice gets the same answer, another question and another request get their own', async () => {
  const once = new AskOnce<number>();
  let asked = 0;
  const ask = () => {
    asked += 1;
    return Promise.resolve(asked);
  };
  const request = newRequest();
  expect(await once.answer(request, 'how many', ask)).toBe(1);
  expect(await once.answer(request, 'how many', ask)).toBe(1);
  expect(await once.answer(request, 'how old', ask)).toBe(2);
  expect(await once.answer(newRequest(), 'how many', ask)).toBe(3);
});
