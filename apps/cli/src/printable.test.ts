import { expect, test } from 'vitest';
import { printable, printableJson } from './printable.js';

test.each([
  ['\u001b[2J\u001b]0;owned\u0007x', ' [2J ]0;owned x'],
  ['a\u009b31mb', 'a 31mb'],
  ['one\r\ntwo', 'one two'],
  ['user\u202egpj.exe', 'user gpj.exe'],
])('%j cannot move a cursor, color, or turn text', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('letters of all scripts and emoji are text', () => {
  expect(printable('Zoë 山田 🙂')).toBe('Zoë 山田 🙂');
});

test('JSON holds no control character and still says the same', () => {
  const value = { name: 'a\u009b31m\u001b[2J\u202eb' };
  const json = printableJson(value);
  expect(json).toMatch(/^[\n\x20-\x7e]*$/);
  expect(JSON.parse(json)).toEqual(value);
});
