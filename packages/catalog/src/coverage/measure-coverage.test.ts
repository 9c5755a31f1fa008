import { expect, test } from 'vitest';
import { sampleCatalog } from '../testing.js';
import { measureCoverage } from './measure-coverage.js';
import { readList } from './read-list.js';

const { data } = sampleCatalog({
  codes: [{ code: 'E100', name: 'Locked' }, { code: '0xC000006A' }, { code: 'Gone', aliases: ['Cause 401'] }],
});
const measure = (rows: string) =>
  measureCoverage(data, readList({ list: 'sample', text: `code\tname\tkind\tstatus\n${rows}` }));

test('a code counts as covered under any of its spellings', () => {
  const rows = 'E100\t\ta\tdoc\nX1\tlocked\ta\tdoc\n-1073741718\t\ta\tdoc\n401 (gone)\t\ta\tdoc';
  expect(measure(rows)).toEqual([
    { list: 'sample', kind: 'a', system: 'sample', rows: 4, covered: 4, missing: [], missingRecalled: [] },
  ]);
});

test('what is missing is named, and apart what was only recalled', () => {
  expect(measure('E7\t\ta\tdoc\nE8\t\tb\trecalled\nE100\t\tb\tdoc')).toMatchObject([
    { kind: 'a', system: null, missing: ['E7'] },
    { kind: 'b', system: 'sample', covered: 1, missing: [], missingRecalled: ['E8'] },
  ]);
});

test('a table of other things lists no codes', () => {
  expect(readList({ list: 'notes', text: 'tag\torigin\na\tb' })).toEqual([]);
});
