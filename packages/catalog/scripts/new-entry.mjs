// npm run catalog:new <system> <code> ["the message that the system shows"]
// Writes a draft of an entry into data/systems/<system>.yaml, at its place, and says what to do next.
import { readDataFiles, writeDataFile } from './data-files.mjs';
import { loadSource } from './load-source.mjs';

const [system, code, text = ''] = process.argv.slice(2);
if (system === undefined || code === undefined) {
  console.error('Usage: npm run catalog:new <system> <code> ["the message that the system shows"]');
  process.exit(2);
}
const files = readDataFiles();
const file = files.find(({ folder, name }) => folder === 'systems' && name === system);
if (file === undefined) {
  console.error(
    `There is no data/systems/${system}.yaml yet. Copy the head of another system's file to begin one.`,
  );
  process.exit(1);
}
if (file.text.includes(`- code: ${JSON.stringify(code)}\n`)) {
  console.error(`data/systems/${system}.yaml has ${code} already.`);
  process.exit(1);
}
const { checkedCatalog } = await loadSource('checks/run-checks');
const { readFiles } = await loadSource('checks/read-files');
const { findNearest } = await loadSource('find-nearest');
const { openData } = await loadSource('open-catalog');
const { writeDraft } = await loadSource('write-draft');
const { formatFile } = await loadSource('checks/format-file');
const { whole, explain } = checkedCatalog(files, readFiles(files).data);
const nearest = findNearest(openData(whole), explain, { system, code, text });
const draft = writeDraft({ system, code, text }, nearest[0]);
writeDataFile({ ...file, text: formatFile({ ...file, text: `${file.text.trimEnd()}\n${draft}` }) });
console.log(`Nearest: ${nearest.map((entry) => `${entry.system}/${entry.code} (${entry.reason})`).join(', ') || 'none'}

${draft}
stands in packages/catalog/data/systems/${system}.yaml now. Write title and summary, check the reason, name a source, then
  npm run catalog:check -- ${system}`);
