import { analyzeBatch } from '@turnaway/analyzer';
import { describe, expect, it } from 'vitest';
import { formOf } from './form-of.js';
import { splitLog } from './split-log.js';

const limits = { wanted: 600, max: 3_000 };
const log = (id: string) => ({
  log_id: id,
  date: '2026-03-01T10:00:00.000Z',
  type: 'fp',
  details: { n: [1, 2] },
});
const ids = Array.from({ length: 40 }, (_, index) => `id-${index}`);
const logs = ids.map(log);
const one = (value: unknown) => JSON.stringify(value);

async function* inChunks(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function read(text: string, chunkBytes = 97) {
  // As much as a large file is looked at, in proportion.
  const form = formOf(Buffer.from(text).subarray(0, 1_000));
  const pieces: Buffer[] = [];
  for await (const piece of splitLog(inChunks(text, chunkBytes), form, limits)) pieces.push(piece);
  const facts = pieces.map((bytes) =>
    analyzeBatch({
      bytes,
      hint: null,
      receivedAt: new Date('2026-03-01T12:00:00Z'),
      timeZone: 'UTC',
      acceptFrom: new Date(0),
      acceptUntil: new Date('2030-01-01'),
    }),
  );
  return {
    form,
    pieces,
    ids: facts.flatMap(({ events }) => events.map(({ event }) => event.eventId.replace('auth0:', ''))),
    rejects: facts.flatMap(({ rejects }) => rejects.map(({ reason }) => reason)),
  };
}

describe('a log is cut so that every record is read once', () => {
  it.each([
    ['ndjson', 'one record a line', logs.map(one).join('\n')],
    ['ndjson', 'lines with CRLF and blanks between', `${logs.map(one).join('\r\n\r\n')}\r\n`],
    ['ndjson', 'envelopes one a line', logs.map((record) => one({ records: [record] })).join('\n')],
    ['json', 'records over many lines', logs.map((record) => JSON.stringify(record, null, 2)).join('\n')],
    ['json', 'records end to end', logs.map(one).join('')],
    ['json', 'records over many lines, end to end', logs.map((r) => JSON.stringify(r, null, 4)).join('')],
    ['json', 'one list', `[${logs.map(one).join(',')}]`],
    ['json', 'one list over many lines', JSON.stringify(logs, null, 2)],
    ['json', 'a list, a record a line', `[\n${logs.map(one).join(',\n')}\n]\n`],
    ['json', 'records of Event Hubs', one({ records: logs })],
    [
      'json',
      'a page of Microsoft Graph',
      one({ '@odata.context': 'x', value: logs, '@odata.nextLink': 'y' }),
    ],
    [
      'json',
      'pages one after the other',
      [0, 1].map((n) => one({ value: logs.slice(n * 20, n * 20 + 20) })).join('\n '),
    ],
    ['json', 'a list of pages', one([{ value: logs.slice(0, 20) }, { value: logs.slice(20) }])],
    ['json', 'a list in an envelope in an envelope', one({ total: 40, data: { events: logs }, done: true })],
    ['json', 'a list after a list', one({ columns: ['a', 'b'], value: logs })],
    [
      'json',
      'wrappers in a list',
      one({ took: 3, result: { items: logs.map((record) => ({ _source: record })) } }),
    ],
    ['json', 'texts in a list', one(logs.map(one))],
    [
      'json',
      'braces and quotes in strings',
      `[${logs.map((r) => one({ ...r, description: '"}],[{\\' })).join(',')}]`,
    ],
  ])('%s: %s', async (form, _, text) => {
    for (const chunkBytes of [1, 61, 600, 1_000_000]) {
      const found = await read(text, chunkBytes);
      expect(found.ids).toEqual(ids);
      expect(found.rejects).toEqual([]);
      expect(found.form).toBe(form);
      if (chunkBytes > limits.wanted) continue;
      expect(Math.max(...found.pieces.map(({ length }) => length))).toBeLessThan(limits.max);
      expect(found.pieces.length).toBeGreaterThan(3);
    }
  });

  it('gives each piece of a list what stood before it in its envelope', async () => {
    const { pieces } = await read(one({ time: '2026-03-01', note: 'a "quoted" [note', records: logs }));
    expect(pieces.length).toBeGreaterThan(3);
    // The last holds what came after the list.
    for (const piece of pieces.slice(0, -1)) {
      expect(piece.toString()).toMatch(
        /^\{"time":"2026-03-01","note":"a \\"quoted\\" \[note","records":\[\{.*\}\]\}$/s,
      );
    }
  });

  it('reads small lists around large ones once', async () => {
    const { ids: found } = await read(
      one({ first: { records: [log('a')] }, records: logs, more: [log('z')] }),
    );
    expect(found.filter((id) => id !== 'a' && id !== 'z')).toEqual(ids);
  });
});

describe('a broken record costs no other', () => {
  const bad: readonly (readonly [string, string])[] = [
    ['without a value', '{"log_id":"bad","type":}'],
    ['a quote too few', '{"log_id":"bad,"date":"2026-03-01T10:00:00.000Z","type":"fp"}'],
    ['a brace too few', '{"log_id":"bad","details":{"n":[1,2]'],
    ['cut off in a string', '{"log_id":"bad","da'],
  ];
  it.each(bad)('of lines: %s', async (_, text) => {
    const lines = logs.map(one);
    const found = await read([...lines.slice(0, 17), text, ...lines.slice(17)].join('\n'));
    expect(found.ids).toEqual(ids);
    expect(found.rejects).toEqual(['not_json']);
  });

  it.each(bad.slice(0, 2))('of a list: %s', async (_, text) => {
    const items = logs.map(one);
    for (const place of [0, 1, 5, 17, 39]) {
      for (const [head, tail] of [
        ['[', ']'],
        ['{"@odata.context":"x","value":[', ']}'],
        ['{"items":[', '],"n":1}'],
      ]) {
        const found = await read(
          `${head}${[...items.slice(0, place), text, ...items.slice(place)].join(',')}${tail}`,
        );
        expect(found.ids).toEqual(ids);
        expect(found.rejects.length).toBeGreaterThan(0);
      }
    }
  });

  it.each(bad.slice(0, 3))('of records over many lines: %s', async (_, text) => {
    const items = logs.map((record) => JSON.stringify(record, null, 2));
    const found = await read([...items.slice(0, 17), text, ...items.slice(17)].join('\n'));
    expect(found.ids).toEqual(ids);
  });
});

describe('tables', () => {
  const head = 'log_id,date,type,description';
  const rows = ids.map(
    (id, n) => `${id},2026-03-01T10:00:00.000Z,fp,${n % 3 === 0 ? '"a ""quoted"", long\ncell"' : 'say "hi"'}`,
  );

  it.each(['\n', '\r\n'])('repeats the head above whole rows', async (end) => {
    for (const chunkBytes of [1, 61, 1_000_000]) {
      const { form, pieces } = await read(`${head}${end}${rows.join(end)}`, chunkBytes);
      expect(form).toBe('table');
      const text = pieces.map((piece) => {
        expect(piece.toString().startsWith(head + end)).toBe(true);
        return piece.toString().slice(head.length + end.length);
      });
      expect(text.join('')).toBe(rows.join(end));
      for (const part of text) expect(part.startsWith('id-')).toBe(true);
    }
  });

  it('knows semicolons and tabs', async () => {
    for (const mark of [';', '\t']) {
      const text = [head, ...rows].join('\n').replaceAll(',', mark);
      const { pieces } = await read(text);
      for (const piece of pieces) expect(piece.toString().split('\n')[1]).toMatch(/^id-/);
    }
  });
});

describe('text', () => {
  it('keeps a stack trace with its line', async () => {
    const records = ids.map(
      (id) => `2026-03-01 10:00:00 ERROR ${id}\n\tat a.b.C(D.java:1)\nCaused by: x.y.Z: no\n\t... 12 more`,
    );
    const { form, pieces } = await read(records.join('\n'));
    expect(form).toBe('text');
    expect(pieces.length).toBeGreaterThan(3);
    for (const piece of pieces) expect(piece.toString()).toMatch(/^2026/);
    expect(Buffer.concat(pieces).toString()).toBe(records.join('\n'));
  });

  it('cuts XML behind an event, on one line or many', async () => {
    for (const gap of ['', '\n']) {
      const events = ids.map(
        (id) => `<Event xmlns="x"><System>${gap}<EventID>${id}</EventID></System></Event>`,
      );
      const { form, pieces } = await read(`<Events>${gap}${events.join(gap)}${gap}</Events>`);
      expect(form).toBe('xml');
      expect(pieces.length).toBeGreaterThan(3);
      for (const piece of pieces.slice(1, -1))
        expect(piece.toString().trim()).toMatch(/^<Event .*<\/Event>$/s);
    }
  });

  it.each([
    [
      'at their time',
      '03/01/2026 10:00:00 AM\nLogName=Security\nEventCode=4625\nMessage=No.\n\nSubject:\nName: ',
    ],
    ['at their log', 'LogName=Security\nEventCode=4625\nMessage=No.\n\nSubject:\nName: '],
    [
      'as Event Viewer copies them',
      'Log Name:      Security\nSource:        Audit\nEvent ID:      4625\nName: ',
    ],
  ])('cuts blocks of Windows events %s', async (_, head) => {
    const { form, pieces } = await read(ids.map((id) => head + id).join('\n'));
    expect(form).toBe('blocks');
    expect(pieces.length).toBeGreaterThan(3);
    for (const piece of pieces) expect(piece.toString().startsWith(head)).toBe(true);
    expect(Buffer.concat(pieces).toString()).toBe(ids.map((id) => head + id).join('\n'));
  });

  it('cuts what has no end at all, in bounded memory', async () => {
    for (const text of [
      'x'.repeat(20_000),
      `{"a":"${'x'.repeat(20_000)}`,
      `[${'['.repeat(20_000)}`,
      '"'.repeat(9_999),
    ]) {
      const { pieces } = await read(text);
      for (const piece of pieces) expect(piece.length).toBeLessThan(limits.max + 2 * limits.wanted);
    }
  });
});
