import type { Disclosure } from '@turnaway/contracts/disclosures';
import type { BreakdownDimension } from '@turnaway/contracts/readings';

/**
 * Whether a role that is shown people like this can have a list by a dimension. A device is often named after its
 * owner, and has no pseudonym.
 */
export function mayList(by: BreakdownDimension | 'outcome' | 'interactive', people: Disclosure): boolean {
  if (by === 'device') return people === 'full';
  return people !== 'hidden' || (by !== 'user' && by !== 'ip');
}
