import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type CatalogData, catalogDataSchema } from './data-schema.js';

const dataDir = new URL('../data/', import.meta.url);

/** The files of `data/` as they are now, checked against their schema: what the checks in `checks/` look at. */
export function readCatalogData(): CatalogData {
  return catalogDataSchema.parse({
    reasons: Object.fromEntries(readFolder('reasons')),
    systems: readFolder('systems').map(([, system]) => system),
  });
}

/** Names of the systems' files, without their ending. */
export function systemFileNames(): string[] {
  return readFolder('systems').map(([name]) => name);
}

function readFolder(folder: string): [name: string, content: unknown][] {
  const dir = new URL(`${folder}/`, dataDir);
  return readdirSync(dir)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => [file.slice(0, -'.yaml'.length), parse(readFileSync(new URL(file, dir), 'utf8'))]);
}
