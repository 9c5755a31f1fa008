// Reads a folder of TSV files for the scripts of this folder.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every TSV file of a folder as `{list, text}`. */
export function readLists(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.tsv'))
    .sort()
    .map((file) => ({ list: file.slice(0, -'.tsv'.length), text: readFileSync(join(folder, file), 'utf8') }));
}
