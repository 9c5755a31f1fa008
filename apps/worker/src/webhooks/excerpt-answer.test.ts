import { expect, test } from 'vitest';
import { excerptAnswer } from './excerpt-answer.js';

const bytes = (text: string) => new TextEncoder().encode(text);

test('an answer is kept as one line of plain text, at most 500 characters', () => {
  expect(excerptAnswer(bytes('  no\r\n\tsuch \u001b[31m hook\u202e '), 'text/plain')).toBe(
    'no such [31m hook',
  );
  expect(excerptAnswer(bytes('x'.repeat(2_000)), null)).toHaveLength(500);
  expect(excerptAnswer(bytes('{"ok":false}'), 'application/json; charset=utf-8')).toBe('{"ok":false}');
});

test('what is empty or no text is not kept', () => {
  expect(excerptAnswer(bytes(' \n'), 'text/plain')).toBeNull();
  expect(excerptAnswer(bytes('PNG'), 'image/png')).toBeNull();
});
