import type { AlertEvidence } from '@turnaway/contracts/alert-decision';

/** The address that an alert stands on; that none was named tells of nobody. */
export function addressFact(label: string, address: string | null): AlertEvidence {
  return { label, value: address ?? 'not named', personal: address !== null };
}
