import { expect, test } from 'vitest';
import { sampleCatalog } from '../testing.js';
import { countEntries } from './count-entries.js';

test('codes, variants, own steps and what is unconfirmed are counted by system', () => {
  const hints = { 'help-desk': ['Call back.'] };
  const when = { interactive: true };
  const { data } = sampleCatalog({
    codes: [
      { code: '1', hints },
      { code: '2', variants: [{ id: 'live', when, meaning: 'Somebody is there.', hints }] },
      { code: '3', confidence: 'recalled' },
    ],
  });
  expect(countEntries(data)).toEqual([{ system: 'sample', codes: 3, variants: 1, ownHints: 2, recalled: 1 }]);
});
