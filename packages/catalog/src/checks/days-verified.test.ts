import { expect, test } from 'vitest';
import { problemsOf } from '../testing.js';
import { daysVerified } from './days-verified.js';

const at = (verified: string) =>
  problemsOf(daysVerified, {
    sources: { codes: { title: 'Codes', url: 'https://sample.example', verified } },
  });

test.each(['2999-01-01', '2026-02-30', '2026-13-01'])('%s is found', (day) => {
  expect(at(day)).toEqual([`sources.codes: verified: ${day} is no day that has been`]);
});

test('a day that has been is not', () => {
  expect(at('2026-02-28')).toEqual([]);
});
