import { expect, test } from 'vitest';
import { problemsOf } from '../testing.js';
import { fragmentsShort } from './fragments-short.js';

test('a fragment that is a whole message is found', () => {
  const fragments = ['failed password for', 'one two three four five six seven'];
  expect(problemsOf(fragmentsShort, { codes: [{ code: '1', fragments }] })).toEqual([
    '1: fragment "one two three four five six seven" has more than 6 words',
  ]);
});

test('a fragment of two codes is found', () => {
  const fragments = ['failed password for'];
  expect(
    problemsOf(fragmentsShort, {
      codes: [
        { code: '1', fragments },
        { code: '2', fragments },
      ],
    }),
  ).toEqual(['2: fragment "failed password for" is also one of 1']);
});
