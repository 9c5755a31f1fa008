import type { Condition, VariantData } from './data-schema.js';

/** What an event says beside its code, as far as it can decide between the causes of one code. */
export interface VariantFacts {
  /** The system's own words about the event: reason, details, description. */
  text: string;
  /** Was a person at the screen? `null`: the event does not say. */
  interactive: boolean | null;
  /** Further facts, in the words that data-schema.ts lists: `risk`, `push`, `one-time-code`. */
  signals: readonly string[];
}

/** The first of a code's variants whose condition fits, or `null` where none does. */
export function chooseVariant(
  variants: readonly Pick<VariantData, 'id' | 'when'>[],
  facts: VariantFacts,
): string | null {
  if (variants.length === 0) return null;
  const text = facts.text.toLowerCase();
  return variants.find(({ when }) => fits(when, text, facts))?.id ?? null;
}

function fits(when: Condition, text: string, facts: VariantFacts): boolean {
  if (when.text !== undefined && !when.text.some((part) => text.includes(part))) return false;
  if (when.interactive !== undefined && when.interactive !== facts.interactive) return false;
  return when.signal === undefined || facts.signals.includes(when.signal);
}
