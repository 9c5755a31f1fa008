import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import { type Check, placeOf } from './finding.js';

/** Outcome, cause and security value of an entry don't contradict each other. */
export const causeFitsOutcome: Check = ({ entries }) =>
  entries.flatMap((entry) =>
    problemsOf(entry).map((problem) => ({ system: entry.system, at: placeOf(entry), problem })),
  );

function problemsOf({ outcome, cause, security }: CatalogEntry): string[] {
  if (outcome === 'success' || outcome === 'other') {
    return cause === null ? [] : [`outcome ${outcome} has no cause, but this has ${cause}`];
  }
  if (cause === null) return [`outcome ${outcome} needs a cause`];
  const problems: string[] = [];
  if (cause === 'expected-step' && outcome === 'failure') {
    problems.push('a step expected by design is never counted as a failure');
  }
  if (cause === 'security-threat' && security !== 'alert') {
    problems.push('a security threat asks the security team to look: security alert');
  }
  return problems;
}
