import type { Cause, Source } from '@turnaway/contracts/taxonomy';
import { type Check, placeOf } from './finding.js';

/** The one cause that an issuer nobody knows can have. */
const unknownIssuer: readonly Cause[] = ['unclassified'];

/** What a place in the sign-in chain can never state. Sources that are not here can state anything. */
const neverStated: Partial<Record<Source, readonly Cause[]>> = {
  // Grants and scopes are kept by the identity provider, not by its agents.
  'hybrid-agent': ['consent'],
  // Nobody sits before a directory to say no to it.
  directory: ['user-declined'],
  // A factor provider checks a person, and knows no grants.
  'factor-provider': ['consent'],
  // A host lets people in; an app proves itself elsewhere.
  host: ['client-credential'],
  network: ['consent'],
  // Risk is computed on the other side of the wire.
  client: ['security-threat'],
  // An API never shows the person a page to decline.
  resource: ['user-declined'],
};

/** The cause is one that the place where the code was issued can know. */
export const causeFitsSource: Check = ({ entries }) =>
  entries
    .filter(({ cause, source }) => cause !== null && !canState(source, cause))
    .map((entry) => ({
      system: entry.system,
      at: placeOf(entry),
      problem: `cause ${entry.cause} can't come from source ${entry.source}`,
    }));

function canState(source: Source, cause: Cause): boolean {
  if (source === 'outside') return false;
  if (source === 'unknown') return unknownIssuer.includes(cause);
  return !(neverStated[source] ?? []).includes(cause);
}
