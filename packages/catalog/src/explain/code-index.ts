import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import { entries } from '../lookup.js';

/** Finds codes by how people paste them: in any case, and not knowing which system they belong to. */
export interface CodeIndex {
  /** Systems that have entries. */
  systems: ReadonlySet<string>;
  /** By code in lower case. One string can be a code of several systems. */
  byCode: ReadonlyMap<string, readonly CatalogEntry[]>;
  /** By symbolic name in lower case. */
  byName: ReadonlyMap<string, readonly CatalogEntry[]>;
  /** Codes that are sentences, in lower case; no token can hold them. */
  sentences: readonly (readonly [sentence: string, entry: CatalogEntry])[];
}

let built: CodeIndex | null = null;

/** The index over all codes, built when first needed: a worker that only looks codes up never pays for it. */
export function codeIndex(): CodeIndex {
  built ??= buildIndex(entries().filter((entry) => entry.variant === null));
  return built;
}

function buildIndex(bases: readonly CatalogEntry[]): CodeIndex {
  return {
    systems: new Set(bases.map((entry) => entry.system)),
    byCode: groupBy(bases, (entry) => entry.code),
    byName: groupBy(bases, (entry) => entry.name),
    sentences: bases
      .filter((entry) => entry.code.includes(' '))
      .map((entry) => [entry.code.toLowerCase(), entry]),
  };
}

function groupBy(bases: readonly CatalogEntry[], key: (entry: CatalogEntry) => string | null) {
  const groups = new Map<string, CatalogEntry[]>();
  for (const entry of bases) {
    const word = key(entry)?.toLowerCase();
    if (word === undefined) continue;
    const group = groups.get(word);
    if (group === undefined) groups.set(word, [entry]);
    else group.push(entry);
  }
  return groups;
}
