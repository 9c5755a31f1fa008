import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { Trouble } from '../../trouble.js';

/** A file to read, or standard input. */
export interface LogFile {
  /** As people call it in the report. */
  name: string;
  /** `null` for standard input. */
  path: string | null;
  /** Bytes on disk; `null` if not known. */
  sizeBytes: number | null;
  /** When it was last written: times without a year are near it. `null` if not known. */
  modifiedMs: number | null;
  /** Named on the command line; other files were found in a folder, and need not be logs. */
  isNamed: boolean;
}

const filesMax = 100_000;

/**
 * The files behind names, in order: files as they are, folders with all that lies below them (hidden files left
 * out), `-` for standard input. No file is read twice. Throws Trouble: wrong use if a name leads nowhere, or if
 * there are more than 100,000 files.
 */
export async function findInputs(names: readonly string[]): Promise<LogFile[]> {
  const found: LogFile[] = [];
  const seen = new Set<string>();
  const add = async (name: string, isNamed: boolean): Promise<void> => {
    const at = await realpath(name);
    if (seen.has(at)) return;
    seen.add(at);
    if (found.length >= filesMax) throw new Trouble(`more than ${filesMax} files; name fewer`, 2);
    const { size, mtimeMs } = await stat(at);
    found.push({ name, path: name, sizeBytes: size, modifiedMs: mtimeMs, isNamed });
  };
  for (const name of names) {
    if (name === '-') {
      if (seen.has('-')) continue;
      seen.add('-');
      found.push({ name: 'standard input', path: null, sizeBytes: null, modifiedMs: null, isNamed: true });
    } else if (await isFolder(name)) {
      for await (const file of filesBelow(name)) await add(file, false);
    } else {
      await add(name, true);
    }
  }
  return found;
}

async function isFolder(name: string): Promise<boolean> {
  try {
    return (await stat(name)).isDirectory();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new Trouble(`${name}: no such file or folder`, 2);
    throw error;
  }
}

async function* filesBelow(folder: string): AsyncGenerator<string, void, undefined> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort(byName)) {
    if (entry.name.startsWith('.')) continue;
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(name);
    else if (entry.isFile() || (await leadsToFile(entry, name))) yield name;
  }
}

/** Links to files are followed; links to folders are not, since they may lead in circles. */
async function leadsToFile(entry: Dirent, name: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return false;
  // A link that leads nowhere, or where we may not look, is no log: the folder's other files are read all the same.
  const target = await stat(name).catch(() => null);
  return target?.isFile() ?? false;
}

/** By code unit and not by locale, which differs between machines. */
function byName(a: Dirent, b: Dirent): number {
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}
