import { explain } from '@turnaway/catalog/node';
import { expect, test } from 'vitest';
import { formatDetails, formatNearest, formatUnknown } from './format-beside.js';

test('what the text names is shown in a column', () => {
  const answer = explain('AADSTS50126 for ada@example.com from 192.0.2.7');
  expect(formatDetails(answer)).toBe('User        ada@example.com\nIP address  192.0.2.7');
});

test('what comes closest is named by its code', () => {
  const [entry] = explain('AADSTS50126').explanations.map((one) => one.entry);
  const nothing = { explanations: [], nearest: [], details: [], unknownCodes: [] };
  const lines = formatNearest({ ...nothing, nearest: entry === undefined ? [] : [entry] });
  expect(lines).toMatch(/^Nearest:\n {2}entra\/50126: /);
  expect(formatNearest(nothing)).toBe('');
  const unconfirmed = entry === undefined ? [] : [{ ...entry, confidence: 'recalled' as const }];
  expect(formatNearest({ ...nothing, nearest: unconfirmed })).toContain('(unconfirmed)');
});

test('a code that the catalog lacks is named, and with what is known of it', () => {
  const answer = explain('AADSTS5012699: made-up text');
  expect(formatUnknown(answer)).toBe(
    'Not in the catalog: 5012699 (Microsoft Entra ID). It may be newer than the catalog, or mistyped.\n',
  );
  expect(formatUnknown(explain('AADSTS50126'))).toBe('');
});
