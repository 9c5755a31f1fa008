import { expect, test } from 'vitest';
import { readDataFiles } from '../testing.js';
import { allChecks } from './all-checks.js';
import { readFiles } from './read-files.js';
import { checkedCatalog } from './run-checks.js';
import { formatFinding } from './show-findings.js';

const files = readDataFiles();
const { data, findings } = readFiles(files);
const catalog = checkedCatalog(files, data);

test('every file follows its schema', () => {
  expect(findings.map(formatFinding)).toEqual([]);
});

// Each check has a test of its own that shows it a fault; here they all look at the data as they are.
test.each(allChecks.map((check) => [check.name, check] as const))('%s: nothing found', (_, check) => {
  expect(check(catalog).map(formatFinding)).toEqual([]);
});
