import { expect, test } from 'vitest';
import { readCatalogData } from '../testing.js';

const { reasons } = readCatalogData();

test('two reasons never share a title, so that a person can tell them apart', () => {
  const titles = Object.values(reasons).map(({ title }) => title.toLowerCase());
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
});

test('two reasons never share a summary', () => {
  const summaries = Object.values(reasons).map(({ summary }) => summary);
  expect(summaries.filter((summary, at) => summaries.indexOf(summary) !== at)).toEqual([]);
});

test('hints for one system name a system that the catalog has', () => {
  const systems = new Set(readCatalogData().systems.map(({ system }) => system));
  const unknown = Object.entries(reasons).flatMap(([id, reason]) =>
    Object.keys(reason.systems ?? {})
      .filter((system) => !systems.has(system))
      .map((system) => `${id}: ${system}`),
  );
  expect(unknown).toEqual([]);
});
