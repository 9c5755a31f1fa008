import { expect, test } from 'vitest';
import { countSyllables } from './count-syllables.js';

const words: Readonly<Record<number, string>> = {
  1: 'the code signed codes move works caused right could out used blocked asked once phone rule have keys',
  2: 'account person listed changes able client trial cannot expired password secret device token refused people trying request being pages access wrongly creates tenants system browser number before again doing going',
  3: 'another provider policy period requested permission connection consented signature factory completed',
};
const counted = Object.entries(words).flatMap(([count, list]) =>
  list.split(' ').map((word) => [word, Number(count)] as const),
);

test.each(counted)('%s', (word, count) => {
  expect(countSyllables(word)).toBe(count);
});

test.each([
  ['identity', 4],
  ['application', 4],
  ['authentication', 5],
  ['certificate', 4],
  ['directory', 4],
  ['immediately', 5],
  ['verification', 5],
  ['federated', 4],
  ['temporarily', 5],
  ['redirected', 4],
  ['MFA', 3],
  ['IDs', 2],
  ['50126', 5],
  ['—', 0],
])('%s', (word, count) => {
  expect(countSyllables(word)).toBe(count);
});
