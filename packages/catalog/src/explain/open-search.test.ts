import MiniSearch from 'minisearch';
import { expect, test } from 'vitest';
import { NumberRows, packRows } from './number-rows.js';
import { openSearch } from './open-search.js';

const words = ['account', 'locked', 'password', 'the', 'wrong'];
const phrases = [[3, 0, 1], [4, 2], [2]];
const said = [[0], [1, 2], [0, 1]];

test('the index that is handed over is the one that the library makes of the same texts', () => {
  const made = new MiniSearch({
    fields: ['words'],
    tokenize: (text) => text.split(' '),
    processTerm: (term) => (term === 'the' ? null : term),
  });
  made.addAll(
    said.map((its, id) => ({
      id,
      words: its
        .flatMap((phrase) => phrases[phrase])
        .map((n) => words[n ?? 0])
        .join(' '),
    })),
  );
  const opened = openSearch(words, new NumberRows(packRows(phrases)), new NumberRows(packRows(said)));
  const plain = (search: MiniSearch) => {
    const { index, averageFieldLength, fieldLength, ...rest } = search.toJSON();
    return { ...rest, index: index.sort(([a], [b]) => a.localeCompare(b)) };
  };
  expect(plain(opened)).toEqual(plain(made));
  expect(opened.search('wrong password').map(({ id }) => id)).toEqual([1, 2]);
});
