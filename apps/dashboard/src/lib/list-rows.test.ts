import { expect, test } from 'vitest';
import { readRowChoice, readRows } from './list-rows';

/** A list of 450 numbers, given out as the API does. */
async function numbers({ cursor, limit }: { cursor: string | undefined; limit: string }) {
  const from = Number(cursor ?? 0);
  const items = Array.from({ length: 450 }, (_, place) => place).slice(from, from + Number(limit));
  const next = from + items.length;
  return { items, nextCursor: next < 450 ? String(next) : null, total: 450 };
}

test('a page of a thousand rows is read in calls of two hundred, up to the end of the list', async () => {
  const page = await readRows('1000', undefined, numbers);
  expect(page.items).toHaveLength(450);
  expect(new Set(page.items).size).toBe(450);
  expect(page).toMatchObject({ nextCursor: null, total: 450 });
});

test('a page begins where the one before ended', async () => {
  const first = await readRows('200', undefined, numbers);
  const second = await readRows('200', first.nextCursor ?? undefined, numbers);
  expect(first.items.at(-1)).toBe(199);
  expect(second.items[0]).toBe(200);
});

test('an address that asks for what is not offered gets the usual rows', () => {
  expect(readRowChoice({ rows: '1000' })).toBe('1000');
  expect(readRowChoice({ rows: '999999' })).toBe('50');
  expect(readRowChoice({})).toBe('50');
});
