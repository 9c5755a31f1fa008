import { entries } from '@turnaway/catalog';
import { expect, test } from 'vitest';
import { searchEntries } from './search-entries.js';

const codes = (text: string) => searchEntries(entries(), text).map(({ system, code }) => `${system}/${code}`);

test('nothing asked for finds everything, in the catalog’s order', () => {
  expect(searchEntries(entries(), '  ')).toBe(entries());
});

test('a code stands first, whatever else mentions it', () => {
  expect(codes('50126')[0]).toBe('entra/50126');
  expect(codes('ENTRA/50126')[0]).toBe('entra/50126');
});

test('a name and another spelling find the code', () => {
  const [aliased] = entries().filter(({ aliases }) => aliases.length > 0);
  expect(codes('InvalidUserNameOrPassword')[0]).toBe('entra/50126');
  expect(codes(aliased?.aliases[0] ?? '')).toContain(`${aliased?.system}/${aliased?.code}`);
});

test('all words have to be there, in any order and case, the system’s name among them', () => {
  const found = searchEntries(entries(), 'PASSWORD okta expired');
  expect(found.length).toBeGreaterThan(0);
  for (const { system, title, summary, reason, code } of found) {
    expect(`okta ${system}`).toBe('okta okta');
    expect(`${title} ${summary} ${reason} ${code}`.toLowerCase()).toContain('expired');
  }
});

test('a title that holds the word stands before a summary that does', () => {
  const places = searchEntries(entries(), 'consent').map(({ title, code, name, reason }) => ({
    near: [title, code, name ?? '', reason].some((text) => text.toLowerCase().includes('consent')),
  }));
  const firstFar = places.findIndex(({ near }) => !near);
  expect(firstFar).toBeGreaterThan(0);
  expect(places.slice(firstFar).every(({ near }) => !near)).toBe(true);
});
