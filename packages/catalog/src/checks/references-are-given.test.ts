import { expect, test } from 'vitest';
import { entries } from '../index.js';
import { readCatalogData } from '../testing.js';

test('every entry says where its facts come from', () => {
  expect(entries().filter(({ references }) => references.length === 0)).toEqual([]);
});

test('references are https addresses with a title', () => {
  const wrong = entries()
    .flatMap(({ references }) => references)
    .filter(({ title, url }) => title.length < 5 || !url.startsWith('https://'));
  expect(wrong).toEqual([]);
});

test('one address has one title everywhere', () => {
  const titles = new Map<string, Set<string>>();
  for (const { url, title } of entries().flatMap(({ references }) => references)) {
    titles.set(url, (titles.get(url) ?? new Set()).add(title));
  }
  expect([...titles].filter(([, given]) => given.size > 1)).toEqual([]);
});

test('every source that a system lists is used', () => {
  const unused = readCatalogData().systems.flatMap(({ system, sources, from, codes }) => {
    const used = new Set([...from, ...codes.flatMap((code) => code.from ?? [])]);
    return Object.keys(sources)
      .filter((key) => !used.has(key))
      .map((key) => `${system}: ${key}`);
  });
  expect(unused).toEqual([]);
});
