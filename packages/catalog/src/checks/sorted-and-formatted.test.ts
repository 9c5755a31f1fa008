import { expect, test } from 'vitest';
import { sampleCatalog } from '../testing.js';
import { formatFile } from './format-file.js';
import { sortedAndFormatted } from './sorted-and-formatted.js';

const untidy = `system: sample
codes:
  - reason: wrong-password
    code: '10'   # the tenth
    keywords:
      - two words
      - 'and more'

  - code: "9"
    reason: wrong-password
    summary: >-
      A long
      text.
    hints: {help-desk: [Ask the caller.], end-user: [Try again.]}
`;
const tidy = `system: sample
codes:
  - code: "9"
    reason: wrong-password
    summary: A long text.
    hints:
      end-user:
        - Try again.
      help-desk:
        - Ask the caller.
  - code: "10" # the tenth
    reason: wrong-password
    keywords: [two words, and more]
`;

test('codes, fields and audiences are put in order, in one form, with their comments', () => {
  expect(formatFile({ folder: 'systems', text: untidy })).toBe(tidy);
  expect(formatFile({ folder: 'systems', text: tidy })).toBe(tidy);
});

test('numbers are ordered by value, and yes stays text', () => {
  const text = 'codes:\n  - code: "2"\n    credentialProven: yes\n  - code: "100"\n';
  expect(formatFile({ folder: 'systems', text })).toBe(text.replace('yes', '"yes"'));
});

test('an untidy file is found, a tidy one is not', () => {
  const found = (text: string) =>
    sortedAndFormatted(sampleCatalog({ files: [{ folder: 'systems', name: 'sample', text }] }));
  expect(found(untidy)).toMatchObject([{ system: 'sample', at: 'form' }]);
  expect(found(tidy)).toEqual([]);
});
