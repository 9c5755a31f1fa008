import { expect, test } from 'vitest';
import { surenessOf } from './sureness';

test.each([
  [1, 'Sure'],
  [0.85, 'Sure'],
  [0.84, 'Likely'],
  [0.6, 'Likely'],
  [0.59, 'Possible'],
])('%d is %s', (certainty, word) => {
  expect(surenessOf(certainty)).toBe(word);
});
