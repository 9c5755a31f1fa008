import { expect, test } from 'vitest';
import { draftEntry, nearestEntries } from './nearest-entries.js';

test('the nearest entries are of the same system where its words or numbers fit', () => {
  const nearest = nearestEntries('entra', '50127999', 'The account is locked after too many wrong passwords');
  expect(nearest.length).toBeGreaterThan(0);
  expect(nearest[0]?.system).toBe('entra');
  expect(nearest.length).toBeLessThanOrEqual(5);
});

test('a draft has the code in quotes, the nearest reason and the words of the message', () => {
  const draft = draftEntry('entra', '999999', "The account 'ana@contoso.example' is locked for 5 minutes");
  expect(draft).toContain('- code: "999999"');
  expect(draft).toMatch(/reason: [a-z-]+ /);
  expect(draft).toContain('keywords: [account, locked, minutes]');
});

test('no name of a person gets into a draft', () => {
  expect(draftEntry('okta', 'X1', 'user "Ana Example" <ana@contoso.example> refused')).not.toMatch(/ana/i);
});

test('a system without any entry gets a draft too', () => {
  expect(draftEntry('never-heard-of', 'E1', '')).toContain('- code: "E1"');
});
