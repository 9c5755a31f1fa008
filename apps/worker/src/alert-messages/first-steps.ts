import { type Actor, type CatalogEntry, stepsOfMover } from '@turnaway/contracts';

/**
 * What to do first about a code, for the one whose move it is. A code that the catalog does not have (`null`) gets the
 * one step that helps there.
 */
export function firstSteps(entry: CatalogEntry | null, actor: Actor): string[] {
  if (entry === null) {
    return ["Read the system's own words on the page of this code: the catalog does not have it."];
  }
  return stepsOfMover(entry.hints, actor);
}
