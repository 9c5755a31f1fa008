import { expect, test } from 'vitest';
import { cutLog } from './cut-log';

const pieceBytes = 2_000;

/** The pieces of a text that comes in chunks of an odd size. */
async function piecesOf(text: string, chunkBytes = 701): Promise<string[]> {
  const bytes = new TextEncoder().encode(text);
  const chunks = (async function* () {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.slice(at, at + chunkBytes);
  })();
  const pieces: string[] = [];
  for await (const piece of cutLog(chunks, pieceBytes)) pieces.push(new TextDecoder().decode(piece));
  return pieces;
}

const records = Array.from({ length: 200 }, (_, id) => ({
  id,
  text: 'with "quotes", [brackets], {braces} and a \\ in it',
  nested: { list: [1, [2, { deep: '}' }]] },
}));

test('a log that fits into a piece stays as it is', async () => {
  expect(await piecesOf('[{"a":1}]')).toEqual(['[{"a":1}]']);
  expect(await piecesOf('')).toEqual([]);
});

test('lines are cut between records, and nothing is lost', async () => {
  const text = records.map((record) => JSON.stringify(record)).join('\n');
  const pieces = await piecesOf(text);
  expect(pieces.length).toBeGreaterThan(5);
  expect(pieces.join('')).toBe(text);
  const read = pieces.flatMap((piece) =>
    piece
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  );
  expect(read).toEqual(records);
});

test('indented lines stay with the line that they go on from', async () => {
  const entry = (id: number) =>
    `2026-03-01 10:00:00 sign-in ${id} failed\n  at one place\n  at another place`;
  const pieces = await piecesOf(records.map(({ id }) => entry(id)).join('\n'));
  expect(pieces.length).toBeGreaterThan(2);
  for (const piece of pieces) expect(piece).toMatch(/^2026-/);
});

test.each([
  ['a list', (list: string) => list, (value: unknown) => value],
  ['an envelope', (list: string) => `{"page":7,"records":${list},"next":"https://a.example/2"}`, recordsIn],
  ['an envelope in an envelope', (list: string) => `[{"data":{"events":${list}}}]`, eventsIn],
])('%s is cut between its items, and each piece is one again', async (_, wrap, unwrap) => {
  for (const indent of [undefined, 2]) {
    const pieces = await piecesOf(wrap(JSON.stringify(records, null, indent)));
    expect(pieces.length).toBeGreaterThan(5);
    for (const piece of pieces) expect(piece.length).toBeLessThan(4 * pieceBytes);
    expect(pieces.flatMap((piece) => unwrap(JSON.parse(piece)))).toEqual(records);
  }
});

function recordsIn(value: unknown): unknown {
  expect(value).toMatchObject({ page: 7 });
  return (value as { records: unknown }).records;
}

function eventsIn(value: unknown): unknown {
  return (value as [{ data: { events: unknown } }])[0].data.events;
}

test('values over many lines, and pages one after the other, are cut between them', async () => {
  const values = await piecesOf(records.map((record) => JSON.stringify(record, null, 2)).join('\n'));
  expect(values.length).toBeGreaterThan(5);
  expect(values.join('\n').match(/"id"/g)).toHaveLength(records.length);
  for (const piece of values) expect(piece).toMatch(/^\{[\s\S]*\}$/);

  const page = (from: number) => JSON.stringify({ value: records.slice(from, from + 100) }, null, 1);
  const pages = await piecesOf(`${page(0)}\n${page(100)}\n`);
  const read = pages.flatMap((piece) => (JSON.parse(piece) as { value: unknown[] }).value);
  expect(read).toEqual(records);
});

test('rows of a table are cut between records, each piece with the row of names', async () => {
  const head = '"Date (UTC)","Request ID",User';
  const rows = records.map(({ id }) => `2026-03-01,${id},"a name\nover two lines, with a ""quote"""`);
  const pieces = await piecesOf([head, ...rows, ''].join('\n'));
  expect(pieces.length).toBeGreaterThan(2);
  for (const piece of pieces) expect(piece.startsWith(`${head}\n`)).toBe(true);
  expect(pieces.map((piece) => piece.slice(head.length + 1)).join('')).toBe(`${rows.join('\n')}\n`);
});

test('events of XML are cut between them', async () => {
  const events = records.map(({ id }) => `<Event xmlns="a">\n<Id>${id}</Id>\n</Event>`);
  const pieces = await piecesOf(`<Events>${events.join('')}</Events>`);
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.join('').match(/<\/Event>/g)).toHaveLength(records.length);
  for (const piece of pieces.slice(0, -1)) expect(piece).toMatch(/<\/Event>$/);
});

test('a record without an end is sent all the same, for the server to say what is wrong with it', async () => {
  const text = `[{"id":1},{"id":2,"text":"${'x'.repeat(9_000)}`;
  expect((await piecesOf(text)).join('')).toContain('xxx');
  expect((await piecesOf('y'.repeat(20_000))).join('')).toBe('y'.repeat(20_000));
});
