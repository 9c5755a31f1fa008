import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import type { Catalog, CodePage } from '../open-catalog.js';
import { spellingOf } from './spellings.js';

/** A code, a name or a fragment, with the page that it stands for. */
export interface Known {
  system: string;
  page: CodePage;
}

/** Finds codes by how people paste them: in any case and form, and not knowing which system they belong to. */
export interface CodeIndex {
  /** Systems that have entries. */
  systems: ReadonlySet<string>;
  /** By spelling. One string can be a code of several systems. */
  byCode: ReadonlyMap<string, readonly Known[]>;
  /** By symbolic name in lower case. */
  byName: ReadonlyMap<string, readonly Known[]>;
  /** Codes that are sentences, which no token can hold; by their words in lower case. */
  sentences: readonly (readonly [sentence: string, known: Known])[];
  /** Pieces of messages that mean one code beyond doubt. */
  fragments: readonly (readonly [fragment: string, known: Known])[];
}

/** Collects every spelling of every code. */
export function buildCodeIndex(catalog: Catalog): CodeIndex {
  const byCode = new Map<string, Known[]>();
  const byName = new Map<string, Known[]>();
  const sentences: (readonly [string, Known])[] = [];
  const fragments: (readonly [string, Known])[] = [];
  for (const system of catalog.source.systems) {
    for (const page of catalog.systemOf(system)?.pages ?? []) {
      const known = { system, page };
      const { code, name, aliases = [], fragments: own = [] } = page.data;
      for (const spelling of new Set([code, ...aliases].flatMap(spellingsOf))) add(byCode, spelling, known);
      if (name !== undefined) add(byName, name.toLowerCase(), known);
      for (const sentence of [code, ...aliases].filter((one) => one.includes(' '))) {
        sentences.push([oneBlank(sentence), known]);
      }
      for (const fragment of own) fragments.push([oneBlank(fragment), known]);
    }
  }
  return { systems: new Set(catalog.source.systems), byCode, byName, sentences, fragments };
}

/** `1001 canceled` is met as 1001 too. */
function spellingsOf(code: string): string[] {
  const number = /^(\d{3,})\s\D/.exec(code)?.[1];
  return number === undefined ? [spellingOf(code)] : [spellingOf(code), number];
}

/** Text in lower case with single blanks, so that it is found across line breaks. */
export function oneBlank(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}

function add(map: Map<string, Known[]>, key: string, known: Known): void {
  const group = map.get(key);
  if (group === undefined) map.set(key, [known]);
  else group.push(known);
}

/** The entry of a code, before it is decided which of its variants is meant. */
export function entryOf({ page }: Known): CatalogEntry {
  return page.base;
}
