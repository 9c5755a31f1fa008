import { expect, test } from 'vitest';
import { fieldAt, listIn, objectIn, text, userNameIn } from './read-fields.js';

test('text has no control characters, which the database would refuse', () => {
  expect(text('a\u0000b\r\nc', 10)).toBe('a b c');
});

test('text is cut without splitting a character', () => {
  expect(text('ab😀cd', 3)).toBe('ab');
  expect(text('ab😀cd', 4)).toBe('ab😀');
});

test.each(['', '  ', 'null', '<null>', null, undefined, {}, [], true, Number.NaN])(
  '%s is no text',
  (value) => {
    expect(text(value, 10)).toBeNull();
  },
);

test('e-mail-like user names are one person in any case, others are kept as written', () => {
  expect(userNameIn('Robin@Example.com')).toBe('robin@example.com');
  expect(userNameIn('EXAMPLE\\Robin')).toBe('EXAMPLE\\Robin');
});

test('objects and lists are read from JSON text too, and broken text counts as absent', () => {
  expect(objectIn('{"a":1}')).toEqual({ a: 1 });
  expect(objectIn('{"a":')).toEqual({});
  expect(objectIn([1])).toEqual({});
  expect(listIn('[1]')).toEqual([1]);
  expect(listIn('[1')).toEqual([]);
  expect(listIn({})).toEqual([]);
});

test('a field is found nested, with dots, and half and half', () => {
  expect(fieldAt({ source: { ip: '192.0.2.1' } }, 'source.ip')).toBe('192.0.2.1');
  expect(fieldAt({ 'source.ip': '192.0.2.2' }, 'source.ip')).toBe('192.0.2.2');
  expect(fieldAt({ 'client.geo': { country: 'NO' } }, 'client.geo.country')).toBe('NO');
  expect(fieldAt({ source: '192.0.2.3' }, 'source.ip')).toBeUndefined();
});
