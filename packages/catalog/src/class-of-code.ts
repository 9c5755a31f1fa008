import type { ErrorCode } from '@turnaway/contracts/error-code';
import type { CodeClass } from '@turnaway/contracts/readings';
import type { Outcome } from '@turnaway/contracts/taxonomy';
import { lookup } from './lookup.js';
import { hasCause } from './override-entry.js';

/**
 * What a code means in lists: as the catalog has it; for a code that it does not have, what the record said of
 * itself (`observedOutcome`), and that nobody has classified it yet.
 */
export function classOfCode(errorCode: ErrorCode, observedOutcome: Outcome): CodeClass {
  const { system, code, variant } = errorCode;
  const entry = lookup(errorCode);
  if (entry === null) {
    return {
      system,
      code,
      variant,
      known: false,
      title: `${system} code ${code}`,
      outcome: observedOutcome,
      cause: hasCause(observedOutcome) ? 'unclassified' : null,
      source: 'unknown',
      actor: 'tenant-admin',
    };
  }
  const { title, outcome, cause, source, actor } = entry;
  return { system, code, variant, known: true, title, outcome, cause, source, actor };
}
