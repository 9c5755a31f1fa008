import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import { formatErrorCode } from '@turnaway/contracts/error-code';
import type { CodeIndex } from './code-index.js';
import type { Finding } from './finding.js';

/** From here on a finding is an answer, not a guess, and what merely carries it steps back. */
const sure = 0.85;
const shareOfCarrier = 0.4;
const shareOfCalm = 0.6;
/** Beside a sure finding, what is less likely than this says nothing. */
const worthSaying = 0.25;

/** One finding for each entry and variant, the surest, best first. */
export function rankFindings(findings: readonly Finding[], index: CodeIndex): Finding[] {
  const best = new Map<string, Finding>();
  for (const finding of behindCarriers(findings, index)) {
    const key = formatErrorCode({ ...finding.entry, variant: finding.variant });
    if ((best.get(key)?.certainty ?? -1) < finding.certainty) best.set(key, finding);
  }
  const ranked = [...best.values()].sort((a, b) => b.certainty - a.certainty);
  const isSure = (ranked[0]?.certainty ?? 0) >= sure;
  return isSure ? ranked.filter(({ certainty }) => certainty >= worthSaying) : ranked;
}

/**
 * The most specific code is the answer. `invalid_grant` around a vendor's own code, an event's type beside its error,
 * or a success in the same lines says less than what is inside or beside it.
 */
function behindCarriers(findings: readonly Finding[], index: CodeIndex): Finding[] {
  const surely = findings.filter(({ certainty }) => certainty >= sure);
  const hasDirectory = surely.some(({ entry }) => entry.system === 'active-directory');
  // The same code may be seen as a mere word too; what its key says of it holds.
  const names = new Map(
    findings.flatMap((finding) => (finding.names ? [[finding.entry, finding.names] as const] : [])),
  );
  const depthOf = ({ entry }: Finding) => depth(entry, names.get(entry), index, hasDirectory);
  const deepest = Math.max(...surely.map(depthOf));
  const hasFailure = surely.some((finding) => !isCalm(finding.entry));
  return findings.map((finding) => {
    const carries = depthOf(finding) < deepest ? shareOfCarrier : 1;
    const calm = hasFailure && isCalm(finding.entry) ? shareOfCalm : 1;
    return { ...finding, certainty: finding.certainty * carries * calm };
  });
}

/** How deep in the chain a code was issued, from what names a kind of event to a cause of its own. */
function depth(
  entry: CatalogEntry,
  names: Finding['names'],
  index: CodeIndex,
  hasDirectory: boolean,
): number {
  const isVague = entry.cause === 'unclassified' || isCalm(entry);
  if (names === 'event') return isVague ? 0 : 2;
  if (names === 'summary') return isVague ? 1 : 3;
  if (/status:(?:Requester|Responder)$/.test(entry.code)) return 1;
  if (entry.system === 'ldap' && hasDirectory) return 1;
  if (entry.cause === 'unclassified') return 4;
  // Protocols and libraries wrap what servers say.
  const isStandard = [entry.code, ...entry.aliases].some((spelling) =>
    index.byCode(spelling.toLowerCase()).some(({ system }) => system === 'oauth'),
  );
  return isStandard || entry.system === 'msal' ? 5 : 6;
}

function isCalm({ outcome }: CatalogEntry): boolean {
  return outcome === 'success' || outcome === 'other';
}
