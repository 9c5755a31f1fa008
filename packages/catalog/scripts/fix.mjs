// npm run catalog:fix -- [<system>…] [reasons/<reason>…]
// Sorts the files named, or all, and writes them in the one form; content and comments stay.
import { readDataFiles, writeDataFile } from './data-files.mjs';
import { loadSource } from './load-source.mjs';

const { formatFile } = await loadSource('checks/format-file');
const named = process.argv.slice(2);
let broken = 0;
for (const file of readDataFiles()) {
  const name = file.folder === 'systems' ? file.name : `reasons/${file.name}`;
  if (named.length > 0 && !named.includes(name)) continue;
  try {
    const text = formatFile(file);
    if (text === file.text) continue;
    writeDataFile({ ...file, text });
    console.log(`fixed data/${file.folder}/${file.name}.yaml`);
  } catch (error) {
    broken += 1;
    console.error(`data/${file.folder}/${file.name}.yaml can't be read: ${error.message}`);
  }
}
process.exit(broken === 0 ? 0 : 1);
