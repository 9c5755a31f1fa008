// Reads and writes data/**/*.yaml for the scripts of this folder.
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const dataDir = fileURLToPath(new URL('../data/', import.meta.url));

/** Every file of data/ as `{folder, name, text}`. */
export function readDataFiles() {
  return ['reasons', 'systems'].flatMap((folder) =>
    readdirSync(dataDir + folder)
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .map((file) => ({
        folder,
        name: file.slice(0, -'.yaml'.length),
        text: readFileSync(`${dataDir}${folder}/${file}`, 'utf8'),
      })),
  );
}

/** Puts a file's new text in place in one move, so that nobody reads half of it. */
export function writeDataFile({ folder, name, text }) {
  const path = `${dataDir}${folder}/${name}.yaml`;
  writeFileSync(`${path}.${process.pid}.new`, text);
  renameSync(`${path}.${process.pid}.new`, path);
}
