import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { Row } from './row';
import { allRows, toCsv, toJson } from './to-file';

async function* given(rows: Row[]) {
  yield* rows;
}

test('a field that a spreadsheet would run is made harmless, wherever it stands', async () => {
  const rows = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://example.com","x")'].map(
    (user) => ({ user, events: 1 }),
  );
  const csv = await text(toCsv(given(rows), ['user', 'events']));
  const lines = csv.trim().split('\r\n');
  expect(lines[0]).toBe('user,events');
  for (const line of lines.slice(1)) expect(line).toMatch(/^"?'/);
});

test('commas, quotes and line ends stay within their field', async () => {
  const csv = await text(toCsv(given([{ a: 'x, "y"\nz', b: null }]), ['a', 'b']));
  // Reading as text takes the byte order mark away.
  expect(csv).toBe('a,b\r\n"x, ""y""\nz",\r\n');
});

test('rows of all pages are written, as JSON too', async () => {
  const rows = allRows({ items: [{ a: 1 }], nextCursor: 'two', total: 2 }, async (cursor) => ({
    items: [{ a: cursor }],
    nextCursor: null,
    total: 2,
  }));
  expect(JSON.parse(await text(toJson(rows)))).toEqual([{ a: 1 }, { a: 'two' }]);
  expect(JSON.parse(await text(toJson(given([]))))).toEqual([]);
});
