import {
  type SavedQuery,
  type SavedView,
  savedOwnSchema,
  savedViewInputSchema,
} from '@turnaway/contracts/saved-views';
import { filterQuery, type View } from './view';

const ownNames = new Set<string>(savedOwnSchema.options);

/**
 * What of a page can be kept under a name; `null` for a page that cannot, such as one of a person. `own` are the
 * page's own parameters: those that are about one moment, such as where a list is read on, are left out.
 */
export function toSavedQuery(
  path: string,
  view: View,
  own: Record<string, string | null>,
): SavedQuery | null {
  const kept = Object.entries(own).filter(
    ([name, value]) => ownNames.has(name) && value !== null && value !== '',
  );
  const parsed = savedViewInputSchema.safeParse({
    name: 'a view',
    path,
    query: {
      filter: view.filter,
      ...(view.range === null ? { from: view.from, to: view.to } : { range: view.range }),
      ...(view.compare === 'before' ? {} : { compare: view.compare }),
      ...(view.timeZone === null ? {} : { tz: view.timeZone }),
      own: Object.fromEntries(kept),
    },
  });
  return parsed.success ? parsed.data.query : null;
}

/** The address that opens a saved view. */
export function savedHref({ id, path, query }: Pick<SavedView, 'id' | 'path' | 'query'>): string {
  const address = addressOf(query);
  address.set('view', id);
  return `${path}?${address}`;
}

/** Whether two views show the same, whatever the order of their values. */
export function showsTheSame(one: SavedQuery, other: SavedQuery): boolean {
  const [first, second] = [one, other].map((query) => [...addressOf(query)].map(String).sort().join(' '));
  return first === second;
}

function addressOf({ filter, own, ...time }: SavedQuery): URLSearchParams {
  const address = filterQuery(filter);
  for (const [name, value] of Object.entries({ ...time, ...own })) {
    // The usual values are left out of addresses.
    if (value !== undefined && value !== '24h' && value !== 'before') address.set(name, value);
  }
  return address;
}
