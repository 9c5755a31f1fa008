import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { analyzeText, auth0Log, idsOf, reasonsOf } from '../testing.js';

const log = (id: string) => JSON.stringify(auth0Log(id));
const pretty = (id: string) => JSON.stringify(auth0Log(id), null, 2);
const abc = ['a', 'b', 'c'];

describe('finds the records however a sender frames them', () => {
  test.each([
    ['one a line', `${log('a')}\n${log('b')}\n${log('c')}\n`],
    ['CRLF, a byte order mark and blank lines', `\uFEFF${log('a')}\r\n\r\n${log('b')}\r\n  \r\n${log('c')}`],
    ['a list', `[${log('a')},${log('b')},${log('c')}]`],
    ['a list over many lines', `[\n${log('a')},\n${log('b')},\n${log('c')}\n]\n`],
    ['lists one a line', `[${log('a')},${log('b')}]\n[${log('c')}]`],
    ['end to end', log('a') + log('b') + log('c')],
    ['end to end with blanks and commas', `${log('a')} ${log('b')}, ${log('c')}`],
    ['over many lines, end to end', pretty('a') + pretty('b') + pretty('c')],
    ['over many lines, one after the other', `${pretty('a')}\n${pretty('b')}\n\n${log('c')}`],
    ['records', `{"records":[${log('a')},${log('b')},${log('c')}]}`],
    ['Records over many lines', JSON.stringify({ Records: abc.map((id) => auth0Log(id)) }, null, 4)],
    ['envelopes one a line', `{"records":[${log('a')}]}\n{"records":[${log('b')},${log('c')}]}`],
    ['a list of envelopes', `[{"records":[${log('a')}]},{"records":[${log('b')},${log('c')}]}]`],
    [
      'the answer of Log Analytics',
      JSON.stringify({
        tables: [
          {
            columns: [{ name: 'log_id' }, { name: 'date' }, { name: 'type' }],
            rows: abc.map((id) => [id, '2026-03-01T10:00:00.000Z', 'fp']),
          },
        ],
      }),
    ],
    ['the result of a hunt', `{"Stats":{},"Results":[${log('a')},${log('b')},${log('c')}]}`],
    ['a page of Microsoft Graph', `{"@odata.context":"x","value":[${log('a')},${log('b')},${log('c')}]}`],
    ['logs', `{"logs":[${log('a')},${log('b')},${log('c')}],"total":3}`],
    [
      'a page of any API, an item a line',
      `{"kind":"x","items":[${log('a')},\n${log('b')}, \r\n${log('c')}]}`,
    ],
    ['an item a line from the first', `{"items":[${log('a')},\n${log('b')},\n${log('c')}]}`],
    ['an event hook', `{"eventType":"com.x","data":{"events":[${log('a')},${log('b')},${log('c')}]}}`],
    [
      'events of a collector',
      `${abc.map((id) => JSON.stringify({ time: 1, event: auth0Log(id) })).join('')}`,
    ],
    ['JSON within text', JSON.stringify(abc.map((id) => ({ _raw: log(id), host: 'x' })))],
    ['texts in a list', JSON.stringify(abc.map(log))],
    [
      'messages of an Elastic shipper, which describes them under "event"',
      abc.map((id) => JSON.stringify({ event: { dataset: 'x' }, message: log(id) })).join('\n'),
    ],
    [
      'originals that an Elastic pipeline kept',
      abc.map((id) => JSON.stringify({ event: { original: log(id) } })).join('\n'),
    ],
    ['messages that begin with a blank', JSON.stringify(abc.map((id) => ({ MESSAGE: ` ${log(id)}` })))],
  ])('%s', (_, body) => {
    const facts = analyzeText(body);
    expect(idsOf(facts)).toEqual(abc);
    expect(facts.rejects).toEqual([]);
    expect(facts.records).toBe(3);
  });

  test('an empty body, list or page holds no records', () => {
    for (const body of ['', '\n\n', '[]', '{"records":[]}', '\uFEFF'])
      expect(analyzeText(body).records).toBe(0);
  });
});

describe('a bad record is lost alone', () => {
  const bad = '{"log_id":"bad","type":}';
  test.each([
    ['a line', `${log('a')}\n${bad}\n${log('b')}\n${log('c')}`],
    ['a line of text', `${log('a')}\n[2026-03-01 08:15] started\n${log('b')}\n${log('c')}`],
    ['a line that was cut off', `${log('a')}\n${log('x').slice(0, 40)}\n${log('b')}\n${log('c')}`],
    [
      'a line cut off within nested values',
      `${log('a')}\n{"log_id":"x","data":{"u":[\n${log('b')}\n${log('c')}`,
    ],
    ['a line that runs into the next', `${log('a')}\n${log('x').slice(0, 40)}${log('b')}\n${log('c')}`],
    ['one of a list', `[${log('a')},${bad},${log('b')},${log('c')}]`],
    ['the first of a list', `[${bad},${log('a')},${log('b')},${log('c')}]`],
    [
      'one of a list, with a quote too few',
      `[${log('a')},{"log_id":"x,"type":"fp"},${log('b')},${log('c')}]`,
    ],
    [
      'one of a list, with a brace too few',
      `[${log('a')},{"log_id":"x","data":{"y":1},${log('b')},${log('c')}]`,
    ],
    ['one of an envelope', `{"records":[${log('a')},${bad},${log('b')},${log('c')}],"count":4}`],
    ['one of a page', `{"@odata.context":"x","value":[${log('a')},${bad},${log('b')},${log('c')}]}`],
    [
      'one of an event hook',
      `{"source":"x","data":{"events":[${log('a')},${bad},${log('b')},${log('c')}]},"z":1}`,
    ],
    ['one of a list over many lines', `[\n${pretty('a')},\n${bad},\n${pretty('b')},\n${pretty('c')}\n]`],
    ['one of several end to end', log('a') + bad + log('b') + log('c')],
    [
      'one over many lines',
      `${pretty('a')}\n${pretty('x').replace(':', ' ')}\n${pretty('b')}\n${pretty('c')}`,
    ],
    ['the last, cut off in a list', `[${log('a')},${log('b')},${log('c')},${log('x').slice(0, 40)}`],
    ['the last, cut off in an envelope', `{"records":[${log('a')},${log('b')},${log('c')},{"log_id":"x`],
    ['the last line, cut off', `${log('a')}\n${log('b')}\n${log('c')}\n${log('x').slice(0, 50)}`],
  ])('%s', (_, body) => {
    const facts = analyzeText(body);
    expect(idsOf(facts)).toEqual(abc);
    expect(reasonsOf(facts)).toEqual(['not_json']);
    expect(facts.records).toBe(4);
  });

  test('an object of a broken record is not taken for its sibling', () => {
    const parts = '{"log_id":"inner","n":1},{"log_id":"inner2"}';
    const facts = analyzeText(`[${log('a')},{"log_id":"x","parts":[${parts}],"type" "fp"},${log('b')}]`);
    expect(idsOf(facts)).toEqual(['a', 'b']);
    expect(facts.rejects).toHaveLength(1);
  });

  test('values that are no objects are rejected one by one', () => {
    const facts = analyzeText(`[1,"x",null,${log('a')},true]\n42`);
    expect(idsOf(facts)).toEqual(['a']);
    expect(reasonsOf(facts)).toEqual([
      'not_a_record',
      'unknown_system',
      'not_a_record',
      'not_a_record',
      'not_json',
    ]);
  });

  test('the reject names its place and keeps the start of the text', () => {
    const [reject] = analyzeText(`${log('a')}\n${bad}\n${log('b')}`).rejects;
    expect(reject).toMatchObject({ index: 1, excerpt: bad });
  });
});

describe('hostile bodies', () => {
  const invalid = Buffer.concat([
    Buffer.from('{"log_id":"x","date":"'),
    Buffer.from([0xc3, 0x28]),
    Buffer.from('"}'),
  ]);
  const umlaut = JSON.stringify(auth0Log('b', { user_name: 'jörg' }));

  test('invalid UTF-8 costs the record that holds it, and no other', () => {
    const lines = Buffer.concat([Buffer.from(`${log('a')}\n`), invalid, Buffer.from(`\n${umlaut}`)]);
    const list = Buffer.concat([Buffer.from(`[${log('a')},`), invalid, Buffer.from(`,${umlaut}]`)]);
    for (const facts of [analyzeText(lines), analyzeText(list)]) {
      expect(idsOf(facts)).toEqual(['a', 'b']);
      expect(facts.events[1]?.event.userName).toBe('jörg');
      expect(reasonsOf(facts)).toEqual(['invalid_utf8']);
    }
  });

  test('a line of 5 MB does not cost its neighbors, whole or broken', () => {
    const huge = JSON.stringify(auth0Log('x', { description: 'y'.repeat(5_000_000) }));
    for (const middle of [huge, huge.slice(0, -20)]) {
      const facts = analyzeText(`${log('a')}\n${middle}\n${log('b')}`);
      expect(idsOf(facts)).toEqual(['a', 'b']);
      expect(reasonsOf(facts)).toEqual(['too_large']);
      expect(facts.rejects[0]?.excerpt.length).toBeLessThanOrEqual(2_000);
    }
  });

  test('a large envelope of small records is no large record', () => {
    const facts = analyzeText(
      `{"records":[${Array.from({ length: 20_000 }, (_, i) => log(`${i}`)).join()}]}`,
    );
    expect(facts.events).toHaveLength(20_000);
  });

  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

  test('nesting deeper than 64 is rejected, and 64 is not', () => {
    const withDepth = (depth: number) =>
      `{"log_id":"a","date":"2026-03-01T10:00:00Z","type":"fp","x":${nested(depth - 1)}}`;
    expect(idsOf(analyzeText(withDepth(64)))).toEqual(['a']);
    expect(reasonsOf(analyzeText(withDepth(65)))).toEqual(['too_deep']);
    expect(reasonsOf(analyzeText(withDepth(100)))).toEqual(['too_deep']);
  });

  test('nesting of 100,000 levels does not crash', () => {
    const deep = 100_000;
    const lists = `${'['.repeat(deep)}${']'.repeat(deep)}`;
    for (const bomb of [
      nested(deep),
      lists,
      '['.repeat(deep),
      '{"a":'.repeat(deep),
      '{"records":['.repeat(deep),
    ]) {
      const facts = analyzeText(`${log('a')}\n${bomb}\n${log('b')}`);
      expect(idsOf(facts)).toContain('a');
      expect(facts.rejects.length).toBeGreaterThan(0);
    }
  });

  test('a body made to be scanned again and again is given up in linear time', () => {
    const started = performance.now();
    const facts = analyzeText('{"a":[{"a":['.repeat(40_000));
    expect(facts.rejects.length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('__proto__ and constructor are keys like any other', () => {
    const facts = analyzeText(
      '{"__proto__":{"log_id":"p","type":"s"},"constructor":{"prototype":{"polluted":1}},"log_id":"a","date":"2026-03-01T10:00:00Z","type":"fp"}\n' +
        '{"TimeGenerated":"x","__proto___s":"1","constructor_prototype_polluted_s":"1","eventType_s":"user.session.start","published_t":"2026-03-01T10:00:00Z"}',
    );
    expect(facts.events.map(({ event }) => event.errorCode.code)).toEqual(['fp', 'user.session.start']);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
