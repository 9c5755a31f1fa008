import { builtCatalog } from './built-catalog.js';
import type { Condition, VariantRule } from './data-schema.js';

/** What an event says beside its code, as far as it can decide between the causes of one code. */
export interface VariantFacts {
  /** The system's own words about the event: reason, details, description. */
  text: string;
  /** Was a person at the screen? `null`: the event does not say. */
  interactive: boolean | null;
  /** Further facts, in the words that data-schema.ts lists: `risk`, `push`, `one-time-code`. */
  signals: readonly string[];
}

const rules = indexByCode(builtCatalog.rules);

function indexByCode(all: readonly VariantRule[]): Map<string, Map<string, VariantRule[]>> {
  const bySystem = new Map<string, Map<string, VariantRule[]>>();
  for (const rule of all) {
    const codes = bySystem.get(rule.system) ?? new Map<string, VariantRule[]>();
    bySystem.set(rule.system, codes);
    const list = codes.get(rule.code);
    if (list === undefined) codes.set(rule.code, [rule]);
    else list.push(rule);
  }
  return bySystem;
}

/**
 * Which variant of a code an event is, decided by the conditions in the catalog's data: the first that fits, or
 * `null` where none does or the code has no variants.
 */
export function selectVariant(system: string, code: string, facts: VariantFacts): string | null {
  const candidates = rules.get(system)?.get(code);
  if (candidates === undefined) return null;
  const text = facts.text.toLowerCase();
  return candidates.find(({ when }) => fits(when, text, facts))?.variant ?? null;
}

function fits(when: Condition, text: string, facts: VariantFacts): boolean {
  if (when.text !== undefined && !when.text.some((part) => text.includes(part))) return false;
  if (when.interactive !== undefined && when.interactive !== facts.interactive) return false;
  return when.signal === undefined || facts.signals.includes(when.signal);
}
