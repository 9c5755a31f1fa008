import type { CatalogData, CodeData } from '../data-schema.js';
import { spellingOf } from '../explain/spellings.js';
import type { ListedCode } from './read-list.js';

/** How much of one kind of code of one list the catalog has. */
export interface Coverage {
  list: string;
  kind: string;
  /** The system that has most of them; `null` where none has any. */
  system: string | null;
  rows: number;
  covered: number;
  /** The codes that it lacks, and that somebody has confirmed. */
  missing: string[];
  missingRecalled: string[];
}

/**
 * Which of the listed codes the catalog has, by list and kind. A code may stand in any system that has most of one
 * of the list's kinds: lists and systems are cut differently.
 */
export function measureCoverage(data: CatalogData, listed: readonly ListedCode[]): Coverage[] {
  const spellings = new Map(data.systems.map(({ system, codes }) => [system, spellingsOf(codes)]));
  return distinct(listed.map(({ list }) => list)).flatMap((list) => {
    const ofList = listed.filter((row) => row.list === list);
    const groups = distinct(ofList.map(({ kind }) => kind)).map((kind) => {
      const rows = ofList.filter((row) => row.kind === kind);
      return { kind, rows, system: systemOf(list, rows, spellings) };
    });
    const known = groups.flatMap(({ system }) => spellings.get(system ?? '') ?? []);
    return groups.map(({ kind, rows, system }) => {
      const lacking = rows.filter((row) => !known.some((codes) => has(codes, row)));
      return {
        list,
        kind,
        system,
        rows: rows.length,
        covered: rows.length - lacking.length,
        missing: lacking.filter(({ isRecalled }) => !isRecalled).map(({ code }) => code),
        missingRecalled: lacking.filter(({ isRecalled }) => isRecalled).map(({ code }) => code),
      };
    });
  });
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** The system that has most of them; of several with as many, one that the list is named after. */
function systemOf(
  list: string,
  rows: readonly ListedCode[],
  spellings: ReadonlyMap<string, ReadonlySet<string>>,
): string | null {
  const counts = [...spellings]
    .map(([system, codes]) => ({ system, count: rows.filter((row) => has(codes, row)).length }))
    .filter(({ count }) => count > 0);
  const most = Math.max(...counts.map(({ count }) => count));
  const best = counts.filter(({ count }) => count === most).map(({ system }) => system);
  const isNamed = (system: string) => system.split('-')[0]?.startsWith(list.split('_')[0] ?? '') === true;
  return best.find(isNamed) ?? best[0] ?? null;
}

function spellingsOf(codes: readonly CodeData[]): Set<string> {
  const spellings = codes.flatMap(({ code, name, aliases = [] }) => [
    code,
    ...aliases,
    // `Error-Cause 401` is 401 in a list of error causes.
    ...aliases.flatMap((alias) => /[ =](\d+)$/.exec(alias)?.[1] ?? []),
    ...(name === undefined ? [] : [name]),
  ]);
  return new Set(spellings.map(spellingOf));
}

/** A list may add in brackets what a number means. */
function has(codes: ReadonlySet<string>, { code, name }: ListedCode): boolean {
  const plain = code.replace(/\s{0,4}\([^()]{0,200}\)/g, '');
  return [code, plain, name].some((one) => one !== '' && codes.has(spellingOf(one)));
}
