import { expect, test } from 'vitest';
import { collectSpellings } from '../explain/code-data.js';
import { openSpellings } from '../explain/code-index.js';
import { openData } from '../open-catalog.js';
import { sampleCatalog } from '../testing.js';
import { readDecisions, scoreDecisions } from './score-decisions.js';

const catalog = openData(sampleCatalog({ codes: [{ code: 'E100', actor: 'help-desk' }] }).data);
const index = openSpellings(catalog, collectSpellings(catalog));
const score = (rows: string) =>
  scoreDecisions(index, readDecisions(`system\tcode\tcause\tactor\tinterrupt\n${rows}`) ?? []);

test('what the catalog decides otherwise is told by column, in the words of either', () => {
  expect(score('sample\tE100\tuser_credential\thelp_desk\tn')).toMatchObject([{ differs: [] }]);
  expect(score('sample\tE100\tmfa\tend_user\tn')).toMatchObject([{ differs: ['cause', 'actor'] }]);
});

test('a code that the catalog lacks is told of; an empty cell is not compared', () => {
  expect(score('sample\tE7\tmfa\t\t')).toMatchObject([{ differs: null }]);
  expect(score('sample\tE100\tuser_credential\t\t')).toMatchObject([{ differs: [] }]);
});

test('another kind of file is none of decisions', () => {
  expect(readDecisions('n\tfragment\n1\ttext')).toBeNull();
});
