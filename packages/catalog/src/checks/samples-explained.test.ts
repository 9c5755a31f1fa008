import { expect, test } from 'vitest';
import { problemsOf } from '../testing.js';
import { samplesExplained } from './samples-explained.js';

test('a sample that leads elsewhere, or nowhere, is found', () => {
  const samples = ['failed with E_ONE', 'failed with E_TWO', 'nothing of that kind'];
  expect(problemsOf(samplesExplained, { codes: [{ code: 'E_ONE', samples }, { code: 'E_TWO' }] })).toEqual([
    'E_ONE: a sample is explained by sample/E_TWO first: failed with E_TWO',
    'E_ONE: a sample is explained by nothing first: nothing of that kind',
  ]);
});
