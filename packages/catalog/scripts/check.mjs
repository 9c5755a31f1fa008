// npm run catalog:check -- [<system>…] [--against <folder>]
// Checks data/ and prints what is wrong, for the systems named or for all. Exit code 1 if anything is.
import { parseArgs } from 'node:util';
import { readDataFiles } from './data-files.mjs';
import { readLists } from './list-files.mjs';
import { loadSource } from './load-source.mjs';

const { values, positionals: systems } = parseArgs({
  allowPositionals: true,
  options: { against: { type: 'string' } },
});
const files = readDataFiles();
const names = files.filter(({ folder }) => folder === 'systems').map(({ name }) => name);
const unknown = systems.filter((system) => !names.includes(system));
if (unknown.length > 0) {
  console.error(`no such system: ${unknown.join(', ')}. There are: ${names.join(', ')}`);
  process.exit(2);
}

const { runChecks } = await loadSource('checks/run-checks');
const { concerns, formatFinding } = await loadSource('checks/show-findings');
const { ownWords } = await loadSource('checks/own-words');
const further = values.against === undefined ? [] : [ownWords(cellsOf(readLists(values.against)))];
const { data, findings: all } = runChecks(files, further);
const findings = all.filter(concerns(data, systems));
for (const finding of findings) console.log(formatFinding(finding));
console.log(`${findings.length} findings in ${systems.length === 0 ? 'all systems' : systems.join(', ')}`);
process.exit(findings.length === 0 ? 0 : 1);

/** Each cell is a text of its own: what stands in two columns is no sentence. */
function cellsOf(lists) {
  return lists.flatMap(({ text }) => text.split(/[\t\r\n]+/));
}
