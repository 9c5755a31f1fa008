import { expect, test } from 'vitest';
import { problemsOf } from '../testing.js';
import { summariesReadable } from './summaries-readable.js';

const hard =
  'Authentication infrastructure misconfiguration necessitates administrative verification of organizational synchronization.';

test('a summary that is hard to read is found, and so is a system whose summaries are', () => {
  const problems = problemsOf(summariesReadable, { codes: [{ code: '1', summary: hard }] });
  expect(problems).toEqual([expect.stringContaining('1: summary reads'), expect.stringContaining('head: ')]);
});

test('a plain one is not', () => {
  const summary = 'The password has run out. A new one must be set before the next sign-in.';
  expect(problemsOf(summariesReadable, { codes: [{ code: '1', summary }] })).toEqual([]);
});
