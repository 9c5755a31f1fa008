// npm run catalog:coverage -- <folder> [<system>…]
// How much of a folder of code lists (TSV) the catalog covers, by list and kind. Exit code 1 if a confirmed row is missing.
import { readDataFiles } from './data-files.mjs';
import { readLists } from './list-files.mjs';
import { loadSource } from './load-source.mjs';

const [folder, ...systems] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: npm run catalog:coverage -- <folder> [<system>…]');
  process.exit(2);
}
const { readFiles } = await loadSource('checks/read-files');
const { readList } = await loadSource('coverage/read-list');
const { measureCoverage } = await loadSource('coverage/measure-coverage');
const { countEntries } = await loadSource('coverage/count-entries');

const { data } = readFiles(readDataFiles());
const isAsked = ({ system }) => systems.length === 0 || systems.includes(system);
const coverages = measureCoverage(data, readLists(folder).flatMap(readList)).filter(isAsked);
for (const { list, kind, system, rows, covered, missing, missingRecalled } of coverages) {
  console.log(`${list} ${kind} (${system ?? 'no system'}): ${covered} of ${rows}`);
  if (missing.length > 0) console.log(`  missing: ${missing.join(' | ')}`);
  if (missingRecalled.length > 0) console.log(`  missing, only recalled: ${missingRecalled.join(' | ')}`);
}
const sum = (items, of) => items.reduce((total, item) => total + of(item), 0);
const missing = sum(coverages, (coverage) => coverage.missing.length);
console.log(
  `rows covered: ${sum(coverages, (c) => c.covered)} of ${sum(coverages, (c) => c.rows)}; ` +
    `missing: ${missing} confirmed, ${sum(coverages, (c) => c.missingRecalled.length)} only recalled`,
);

const counts = countEntries(data).filter(isAsked);
console.log('\nsystem: codes, variants, codes with hints of their own, only recalled');
for (const { system, codes, variants, ownHints, recalled } of counts) {
  console.log(`${system}: ${codes}, ${variants}, ${ownHints}, ${recalled}`);
}
console.log(
  `all: ${sum(counts, (c) => c.codes)}, ${sum(counts, (c) => c.variants)}, ${sum(counts, (c) => c.ownHints)}, ` +
    `${sum(counts, (c) => c.recalled)}; reasons: ${Object.keys(data.reasons).length}`,
);
process.exit(missing === 0 ? 0 : 1);
