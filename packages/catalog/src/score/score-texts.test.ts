import { expect, test } from 'vitest';
import { createExplainer } from '../explain/create-explainer.js';
import { openData } from '../open-catalog.js';
import { sampleCatalog } from '../testing.js';
import { readTexts } from './read-texts.js';
import { scoreTexts } from './score-texts.js';

const { data } = sampleCatalog({
  reasons: {
    locked: { title: 'The account is locked', summary: 'Too many wrong passwords have locked the account.' },
  },
  codes: [{ code: 'E100' }, { code: 'E200', reason: 'locked' }, { code: 'E300', reason: 'locked' }],
});
const catalog = openData(data);
const score = (rows: string) =>
  scoreTexts(catalog, createExplainer(catalog), readTexts(`n\tfragment\tsystem\tcode\ttype\tnote\n${rows}`));

test('a code of the same reason counts as found', () => {
  const [row] = score(
    '1\ttoo many wrong passwords have locked the account\tSample\tE200 or so\terror_meaning\t',
  );
  expect(row).toMatchObject({ isFound: true, type: 'error_meaning' });
});

test('another answer, or none, counts as not found', () => {
  const rows = score(
    '1\taccount locked\tSample\tE100\tfix\t\n2\tentirely different things\t\tE100\terror_name\t',
  );
  expect(rows.map(({ isFound }) => isFound)).toEqual([false, false]);
});

test('a row that names no code, or is of another type, is only shown', () => {
  const rows = score('1\taccount locked\t\t\terror_meaning\t\n2\taccount locked\t\tE200\tnoise\t');
  expect(rows.map(({ isFound }) => isFound)).toEqual([null, null]);
});

test('a file without the columns is refused', () => {
  expect(() => readTexts('a\tb\n1\t2')).toThrow('no column "fragment"');
});
