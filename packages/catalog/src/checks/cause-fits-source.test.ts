import { expect, test } from 'vitest';
import { problemsOf } from '../testing.js';
import { causeFitsSource } from './cause-fits-source.js';

test.each([
  ['user-credential', 'outside'],
  ['user-credential', 'unknown'],
  ['user-declined', 'directory'],
  ['consent', 'network'],
] as const)('cause %s from source %s is found', (cause, source) => {
  expect(problemsOf(causeFitsSource, { codes: [{ code: '1', cause, source }] })).toEqual([
    `1: cause ${cause} can't come from source ${source}`,
  ]);
});

test.each([
  ['user-credential', 'directory'],
  ['service-fault', 'hybrid-agent'],
  ['unclassified', 'unknown'],
] as const)('cause %s from source %s is not', (cause, source) => {
  expect(problemsOf(causeFitsSource, { codes: [{ code: '1', cause, source }] })).toEqual([]);
});
