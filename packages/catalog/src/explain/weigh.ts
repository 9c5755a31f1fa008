import { entryOf, type Known } from './code-index.js';
import type { Finding, Sighting } from './finding.js';

/** Who is meant where several systems have one code and the text names none of them: the best known first. */
const bestKnown = [
  'oauth',
  'entra',
  'windows',
  'saml',
  'okta',
  'auth0',
  'keycloak',
  'google',
  'kerberos',
  'active-directory',
  'ldap',
  'ad-fs',
  'cognito',
  'aws-sts',
  'github',
  'salesforce',
  'apple',
  'radius',
  'cisco-ise',
  'msal',
];
/** What is left for those that are not the likeliest, and for those who are not named where another is. */
const shareOfOthers = 0.6;
const shareOfUnnamed = 0.4;

/**
 * Makes findings of all codes that one string can be. A system that the text names leads, else one that is likely
 * for another reason, else the standard, else the best known; the others follow with less certainty.
 */
export function weigh(
  candidates: readonly Known[],
  sighting: Sighting,
  named: ReadonlySet<string>,
  likely: ReadonlySet<string> = new Set(),
): Finding[] {
  const isExact = ({ page }: Known) =>
    page.data.code === sighting.matched || page.data.name === sighting.matched;
  const someNamed = candidates.some(({ system }) => named.has(system));
  const ordered = [...candidates].sort(
    (a, b) =>
      Number(named.has(b.system)) - Number(named.has(a.system)) ||
      Number(likely.has(b.system)) - Number(likely.has(a.system)) ||
      rankOf(a.system) - rankOf(b.system) ||
      Number(isExact(b)) - Number(isExact(a)),
  );
  return ordered.map((known, place) => {
    const isLeader = place === 0 || (someNamed && named.has(known.system));
    const share = isLeader ? 1 : someNamed ? shareOfUnnamed : shareOfOthers;
    // Each place costs a little, so that the order holds.
    return {
      ...sighting,
      entry: entryOf(known),
      variant: null,
      certainty: sighting.certainty * share - place * 0.01,
    };
  });
}

/** The place of a system among the best known; all others share the last. */
export function rankOf(system: string): number {
  const place = bestKnown.indexOf(system);
  return place === -1 ? bestKnown.length : place;
}
