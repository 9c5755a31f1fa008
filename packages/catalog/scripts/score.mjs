// npm run catalog:score -- <file.tsv>
// How well explain understands texts whose codes are known: a TSV with fragment, system, code and type. Or where the
// catalog decides otherwise than somebody did: a TSV with system, code, cause and further columns.
import { readFileSync } from 'node:fs';
import { readDataFiles } from './data-files.mjs';
import { loadSource } from './load-source.mjs';

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: npm run catalog:score -- <file.tsv>');
  process.exit(2);
}
const { readFiles } = await loadSource('checks/read-files');
const { checkedCatalog } = await loadSource('checks/run-checks');
const { openData } = await loadSource('open-catalog');
const { readTexts } = await loadSource('score/read-texts');
const { scoreTexts } = await loadSource('score/score-texts');

const { collectSpellings } = await loadSource('explain/code-data');
const { openSpellings } = await loadSource('explain/code-index');
const { decidedColumns, readDecisions, scoreDecisions } = await loadSource('score/score-decisions');

const files = readDataFiles();
const tsv = readFileSync(file, 'utf8');
const { whole, explain } = checkedCatalog(files, readFiles(files).data);
const catalog = openData(whole);
const decisions = readDecisions(tsv);
if (decisions !== null) showDecisions(decisions);
const scores = scoreTexts(catalog, explain, readTexts(tsv));

const shown = (answers) =>
  answers.length === 0
    ? 'unknown'
    : answers
        .slice(0, 3)
        .map(
          ({ system, code, variant, title }) =>
            `${system}/${code}${variant === null ? '' : `#${variant}`} ${title}`,
        )
        .join(' | ');
const types = [...new Set(scores.map(({ type }) => type))].sort();
for (const type of types) {
  const rows = scores.filter((score) => score.type === type);
  const asked = rows.filter(({ isFound }) => isFound !== null);
  console.log(`\n${type}: ${rows.length} rows`);
  for (const { fragment, code, isFound, answers } of rows.filter((row) => row.isFound !== true)) {
    const verdict = isFound === false ? `MISSED ${code}` : 'answered';
    console.log(`  "${fragment.slice(0, 110)}"\n    ${verdict}: ${shown(answers)}`);
  }
  if (asked.length > 0)
    console.log(`  found: ${asked.filter(({ isFound }) => isFound).length} of ${asked.length}`);
}
const asked = scores.filter(({ isFound }) => isFound !== null);
const found = asked.filter(({ isFound }) => isFound);
console.log(`\nfound in all: ${found.length} of ${asked.length}`);
process.exit(found.length === asked.length ? 0 : 1);

/** Prints, by column, how many decisions the catalog shares, and those it does not; then ends. */
function showDecisions(all) {
  const rows = scoreDecisions(openSpellings(catalog, collectSpellings(catalog)), all);
  for (const { system, code, differs } of rows.filter(
    (row) => row.differs === null || row.differs.length > 0,
  ))
    console.log(`  ${system}/${code}: ${differs === null ? 'MISSING' : `other ${differs.join(', ')}`}`);
  for (const column of decidedColumns) {
    const asked = rows.filter(({ decided }) => decided[column] !== '');
    const same = asked.filter(({ differs }) => differs !== null && !differs.includes(column));
    console.log(`${column}: ${same.length} of ${asked.length}`);
  }
  process.exit(rows.every(({ differs }) => differs !== null) ? 0 : 1);
}
