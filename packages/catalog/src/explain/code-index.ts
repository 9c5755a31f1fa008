import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import type { Catalog, CodePage } from '../open-catalog.js';
import type { CodeSpellings } from './code-data.js';

/** A code, a name or a fragment, with the page that it stands for. */
export interface Known {
  system: string;
  readonly page: CodePage;
}

/** Finds codes by how people paste them: in any case and form, and not knowing which system they belong to. */
export interface CodeIndex {
  /** Systems that have entries. */
  systems: ReadonlySet<string>;
  /** What a spelling of a code stands for. */
  byCode: (spelling: string) => readonly Known[];
  /** What a symbolic name in lower case stands for. */
  byName: (name: string) => readonly Known[];
  /** Codes that are sentences, which no token can hold; by their words in lower case. */
  sentences: readonly (readonly [sentence: string, known: Known])[];
  /** Pieces of messages that mean one code beyond doubt. */
  fragments: readonly (readonly [fragment: string, known: Known])[];
}

/** Opens the spellings of a catalog for looking codes up. A system is read when one of its codes is found. */
export function openSpellings(catalog: Catalog, data: CodeSpellings): CodeIndex {
  const pages = data.pagesOf.flatMap(([system, count]) =>
    Array.from({ length: count }, (_, place) => knownPage(catalog, system, place)),
  );
  const knownOf = (page: number) => pages[page] ?? [];
  const lookIn = (spellings: Record<string, number[]>) => (key: string) =>
    Object.hasOwn(spellings, key) ? (spellings[key] ?? []).flatMap(knownOf) : [];
  const withPage = (pieces: [string, number][]) =>
    pieces.flatMap(([piece, page]) => {
      const known = pages[page];
      return known === undefined ? [] : [[piece, known] as const];
    });
  return {
    systems: new Set(catalog.source.systems),
    byCode: lookIn(data.byCode),
    byName: lookIn(data.byName),
    sentences: withPage(data.sentences),
    fragments: withPage(data.fragments),
  };
}

function knownPage(catalog: Catalog, system: string, place: number): Known {
  return {
    system,
    get page() {
      const page = catalog.systemOf(system)?.pages[place];
      if (page === undefined) throw new Error(`the spellings of ${system} are not those of its file`);
      return page;
    },
  };
}

/** The entry of a code, before it is decided which of its variants is meant. */
export function entryOf({ page }: Known): CatalogEntry {
  return page.base;
}
