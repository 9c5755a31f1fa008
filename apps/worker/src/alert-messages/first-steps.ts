import type { Actor, Audience, CatalogEntry } from '@turnaway/contracts';

const stepsMax = 3;

/** Who reads the steps when it is an actor's move. Behind a provider's fault, the tenant's admin is the one to ask. */
const audienceOf: Readonly<Record<Actor, Audience | null>> = {
  'end-user': 'end-user',
  'help-desk': 'help-desk',
  'tenant-admin': 'tenant-admin',
  'app-developer': 'app-developer',
  'idp-operator': 'tenant-admin',
  nobody: null,
};

/**
 * What to do first about a code, at most three steps, for the one whose move it is; where the catalog has none for
 * them, for an admin. A code that the catalog does not have (`null`) gets the one step that helps there.
 */
export function firstSteps(entry: CatalogEntry | null, actor: Actor): string[] {
  if (entry === null) {
    return ["Read the system's own words on the page of this code: the catalog does not have it."];
  }
  const audience = audienceOf[actor];
  if (audience === null) return [];
  const steps = entry.hints[audience] ?? entry.hints['tenant-admin'] ?? entry.hints['help-desk'] ?? [];
  return steps.slice(0, stepsMax);
}
