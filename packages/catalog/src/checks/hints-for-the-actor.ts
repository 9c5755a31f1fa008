import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import { type Check, placeOf } from './finding.js';

/** Every entry that is no success says what to do, and whoever has the next move finds a hint. */
export const hintsForTheActor: Check = ({ entries }) =>
  entries.flatMap((entry) => {
    const problem = problemOf(entry);
    return problem === null ? [] : [{ system: entry.system, at: placeOf(entry), problem }];
  });

function problemOf({ outcome, actor, hints }: CatalogEntry): string | null {
  const audiences = Object.keys(hints);
  if (outcome !== 'success' && audiences.length === 0) return 'says nobody what to do';
  if (actor === 'nobody' || actor === 'idp-operator' || audiences.includes(actor)) return null;
  return `whose move: ${actor}, but there is no hint for them`;
}
