import { expect, test } from 'vitest';
import { problemsOf } from '../testing.js';
import { addressesTitledOnce } from './addresses-titled-once.js';

test('one address under two titles is found', () => {
  const url = 'https://docs.sample.example/codes';
  const at = (title: string) =>
    problemsOf(addressesTitledOnce, { codes: [{ code: '1', references: [{ title, url }] }] });
  expect(at('Error codes')).toEqual([]);
  expect(at('All the codes')).toEqual([`1: ${url} is called "Error codes" elsewhere, not "All the codes"`]);
});
