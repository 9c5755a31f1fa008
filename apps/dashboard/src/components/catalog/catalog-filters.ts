import type { Confidence } from '@turnaway/contracts/catalog-entry';
import { causeLabels, outcomeLabels, sourceLabels } from '@turnaway/contracts/words';
import { confidenceLabels } from '../../lib/confidence-words';
import { one, type SearchParams } from '../../lib/view';

/** What part of the catalog is shown. It lives in the address and nowhere else. */
export type CatalogView = Partial<Record<(typeof names)[number], string>>;

const names = ['q', 'system', 'cause', 'outcome', 'source', 'confidence', 'reason'] as const;

/** Filters with a fixed set of words, in the order they are offered. */
export const wordFilters = [
  { name: 'cause', label: 'Cause', words: causeLabels },
  { name: 'outcome', label: 'Outcome', words: outcomeLabels },
  { name: 'source', label: 'Issued by', words: sourceLabels },
  { name: 'confidence', label: 'Known from', words: confidenceLabels satisfies Record<Confidence, string> },
] as const;

/** Reads the address; a word that is none of its filter's is left out, so that an old link still shows something. */
export function readCatalogView(params: SearchParams): CatalogView {
  const view: CatalogView = {};
  for (const name of names) {
    const given = one(params[name])?.trim();
    if (given === undefined || given === '') continue;
    const words = wordFilters.find((filter) => filter.name === name)?.words;
    if (words === undefined || Object.hasOwn(words, given)) view[name] = given;
  }
  return view;
}

/** The address of a part of the catalog; `change` sets filters, `undefined` takes one away. */
export function catalogListHref(view: CatalogView, change: CatalogView & { cursor?: string } = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...view, ...change })) {
    if (value !== undefined) query.set(name, value);
  }
  return query.size === 0 ? '/catalog' : `/catalog?${query}`;
}
