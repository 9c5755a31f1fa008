import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import type { CodeIndex, Known } from '../explain/code-index.js';
import { spellingOf } from '../explain/spellings.js';

/** What somebody decided about one code, by column. */
export interface Decision {
  system: string;
  code: string;
  decided: Readonly<Record<string, string>>;
}

/** Where the catalog decides otherwise, by column; `null` if it lacks the code. */
export interface DecisionScore extends Decision {
  differs: readonly string[] | null;
}

/** The columns that are compared, and what an entry has for each. */
const columns: Readonly<Record<string, (entry: CatalogEntry) => string>> = {
  cause: ({ cause, outcome }) => cause ?? outcome,
  interrupt: ({ outcome }) => (outcome === 'interrupt' ? 'y' : outcome === 'conditional' ? 'c' : 'n'),
  retryable: ({ retry }) => retry,
  actor: ({ actor }) => actor,
  severity: ({ severity }) => severity,
  security: ({ security }) => security,
  credential_proven: ({ credentialProven }) => credentialProven,
};
export const decidedColumns: readonly string[] = Object.keys(columns);

/** Older words for what the taxonomy calls otherwise. */
const sameWord: Readonly<Record<string, string>> = {
  'expected-interrupt': 'expected-step',
  'consent-permission': 'consent',
  'not-auth': 'other',
};

/** The rows of a TSV with the columns `system`, `code` and `cause`; `null` if it has other columns. */
export function readDecisions(tsv: string): Decision[] | null {
  const [head = '', ...lines] = tsv.split(/\r?\n/).filter((line) => line !== '');
  const names = head.split('\t');
  if (!['system', 'code', 'cause'].every((name) => names.includes(name))) return null;
  return lines.map((line) => {
    const cells = Object.fromEntries(line.split('\t').map((cell, at) => [names[at] ?? '', cell.trim()]));
    const words = decidedColumns.map((name) => [name, (cells[name] ?? '').replaceAll('_', '-')] as const);
    return {
      system: (cells.system ?? '').replaceAll('_', '-'),
      code: cells.code ?? '',
      decided: Object.fromEntries(words.map(([name, word]) => [name, sameWord[word] ?? word])),
    };
  });
}

/** Compares decisions with the catalog; a column that the file leaves empty is not compared. */
export function scoreDecisions(index: CodeIndex, decisions: readonly Decision[]): DecisionScore[] {
  return decisions.map((decision) => {
    const entry = known(index, decision)?.page.base;
    if (entry === undefined) return { ...decision, differs: null };
    const differs = Object.entries(columns).flatMap(([name, of]) => {
      const wanted = decision.decided[name] ?? '';
      return wanted === '' || wanted === of(entry) ? [] : [name];
    });
    return { ...decision, differs };
  });
}

/** The code in the system that is named, else in one that is named like it, else wherever it is. */
function known(index: CodeIndex, { system, code }: Decision): Known | undefined {
  const found = [...index.byCode(spellingOf(code)), ...index.byName(code.toLowerCase())];
  const parts = system.split('-');
  return (
    found.find((one) => one.system === system) ??
    found.find((one) => parts.some((part) => one.system.startsWith(part))) ??
    found[0]
  );
}
