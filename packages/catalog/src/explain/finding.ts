import type { CatalogEntry, Explanation } from '@turnaway/contracts/catalog-entry';

/** A code seen in a text, before it is decided which of its variants the text means. */
export interface Finding {
  entry: CatalogEntry;
  /** Set where the text itself names the variant. */
  variant: string | null;
  match: Explanation['match'];
  matched: string;
  /** How it was found, as a sentence. */
  why: string;
  certainty: number;
  /** What it names, if not an error: a kind of event, or how it ended. Both say less than an error beside them. */
  names?: 'event' | 'summary' | undefined;
}

/** A finding before it is known whose code the string is. */
export type Sighting = Pick<Finding, 'match' | 'matched' | 'why' | 'certainty' | 'names'>;

/** A sighting of a code as such. */
export function seenCode(matched: string, certainty: number): Sighting {
  return { match: 'code', matched, why: `The text holds the code ${short(matched)}.`, certainty };
}

/** A sighting of a symbolic name. */
export function seenName(matched: string, certainty: number): Sighting {
  return { match: 'name', matched, why: `The text holds the name ${short(matched)}.`, certainty };
}

/** A sighting of words that only this code's message has. */
export function seenWords(matched: string, certainty: number): Sighting {
  return { match: 'phrase', matched, why: `The text says "${short(matched)}".`, certainty };
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
