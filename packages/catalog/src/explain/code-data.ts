import type { Catalog } from '../open-catalog.js';
import { spellingOf } from './spellings.js';

/** Every spelling of every code, as plain data: made once when the catalog is built. Pages are numbers here. */
export interface CodeSpellings {
  /** How many pages each system has; in the order of the files. */
  pagesOf: [system: string, count: number][];
  /** By spelling. One string can be a code of several systems. */
  byCode: Record<string, number[]>;
  /** By symbolic name in lower case. */
  byName: Record<string, number[]>;
  /** Codes that are sentences, which no token can hold; by their words in lower case. */
  sentences: [sentence: string, page: number][];
  /** Pieces of messages that mean one code beyond doubt. */
  fragments: [fragment: string, page: number][];
}

/** Collects every spelling of every code. */
export function collectSpellings(catalog: Catalog): CodeSpellings {
  const byCode = new Map<string, number[]>();
  const byName = new Map<string, number[]>();
  const sentences: CodeSpellings['sentences'] = [];
  const fragments: CodeSpellings['fragments'] = [];
  let number = 0;
  const pagesOf = catalog.source.systems.map((system): [string, number] => {
    const pages = catalog.systemOf(system)?.pages ?? [];
    for (const { data } of pages) {
      const { code, name, aliases = [], fragments: own = [] } = data;
      for (const spelling of new Set([code, ...aliases].flatMap(spellingsOf))) add(byCode, spelling, number);
      if (name !== undefined) add(byName, name.toLowerCase(), number);
      for (const sentence of [code, ...aliases].filter((one) => one.includes(' '))) {
        sentences.push([oneBlank(sentence), number]);
      }
      for (const fragment of own) fragments.push([oneBlank(fragment), number]);
      number += 1;
    }
    return [system, pages.length];
  });
  return {
    pagesOf,
    byCode: Object.fromEntries(byCode),
    byName: Object.fromEntries(byName),
    sentences,
    fragments,
  };
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

function add(map: Map<string, number[]>, key: string, page: number): void {
  const group = map.get(key);
  if (group === undefined) map.set(key, [page]);
  else group.push(page);
}
