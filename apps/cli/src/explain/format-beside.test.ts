import { explain } from '@turnaway/catalog';
import { expect, test } from 'vitest';
import { formatDetails, formatNearest } from './format-beside.js';

test('what the text names is shown in a column', () => {
  const answer = explain('AADSTS50126 for ada@example.com from 192.0.2.7');
  expect(formatDetails(answer)).toBe('User        ada@example.com\nIP address  192.0.2.7');
});

test('what comes closest is named by its code', () => {
  const [entry] = explain('AADSTS50126').explanations.map((one) => one.entry);
  const lines = formatNearest({ explanations: [], nearest: entry === undefined ? [] : [entry], details: [] });
  expect(lines).toMatch(/^Nearest:\n {2}entra\/50126: /);
  expect(formatNearest({ explanations: [], nearest: [], details: [] })).toBe('');
});
