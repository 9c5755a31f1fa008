import { selectVariant, type VariantFacts } from '@turnaway/catalog';
import type { SignInEvent } from '@turnaway/contracts/sign-in-event';

/** Tells apart the causes of a code that has several, by what else the record says. */
export function classify(event: SignInEvent, facts: VariantFacts): void {
  const { system, code } = event.errorCode;
  event.errorCode.variant = selectVariant(system, code, facts);
}
