import { classOfCode, lookup } from '@turnaway/catalog';
import type { CodeClass, ErrorCode } from '@turnaway/contracts';

/** What the catalog makes of a code in lists; `null` if it does not have it, or not that variant. */
export function catalogClassOf(errorCode: ErrorCode): CodeClass | null {
  const entry = lookup(errorCode);
  return entry === null || entry.variant !== errorCode.variant ? null : classOfCode(errorCode, entry.outcome);
}
