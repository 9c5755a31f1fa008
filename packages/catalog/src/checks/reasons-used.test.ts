import { expect, test } from 'vitest';
import { problemsOf } from '../testing.js';
import { reasonsUsed } from './reasons-used.js';

test('a reason that is not there is found', () => {
  expect(problemsOf(reasonsUsed, { codes: [{ code: '1' }, { code: '2', reason: 'not-there' }] })).toEqual([
    '2: there is no data/reasons/not-there.yaml',
  ]);
});

test('a reason that no code has is found; one that a variant has is not', () => {
  const variants = [{ id: 'v', reason: 'by-variant', when: { interactive: true }, meaning: 'Some meaning.' }];
  const sample = { codes: [{ code: '1', variants }], reasons: { 'by-variant': {}, spare: {} } };
  expect(problemsOf(reasonsUsed, sample)).toEqual(['reasons/spare: no code has this reason']);
});
