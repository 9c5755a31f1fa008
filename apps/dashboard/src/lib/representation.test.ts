import { expect, test } from 'vitest';
import { representation, representationWords } from './representation';

test.each([
  ['far more often than overall', { events: 41, share: 0.41 }, { share: 0.1 }, 4.1],
  ['far less often', { events: 20, share: 0.1 }, { share: 0.5 }, 0.2],
  ['about as often', { events: 55, share: 0.55 }, { share: 0.5 }, null],
  ['few events', { events: 9, share: 0.9 }, { share: 0.1 }, null],
  ['what chance explains', { events: 10, share: 0.01 }, { share: 0.005 }, null],
  ['a value that is not known overall', { events: 90, share: 0.9 }, undefined, null],
])('%s: %j against %j', (_promise, here, overall, ratio) => {
  const found = representation(here, overall);
  expect(found === null ? null : Number(found.toFixed(2))).toBe(ratio);
});

test('it is said in words', () => {
  expect(representationWords(4.123, 'all sign-ins')).toBe('4.1× as often as in all sign-ins');
  expect(representationWords(0.01, 'all failures')).toBe('far less often than in all failures');
});
