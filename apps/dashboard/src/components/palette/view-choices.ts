import { causeLabels, outcomeLabels, sourceLabels } from '@turnaway/contracts/words';
import { relativeRanges } from '../../lib/view';

const itemsMax = 5;
const askedMin = 2;
/** Pages whose address holds a time and filters. */
const viewed = /^\/(?:errors|sign-ins|breakdown|people|apps|addresses|unknown-codes)(?:\/|$)/;

/** A time or a filter, and the page that shows it. */
export interface ViewChoice {
  label: string;
  href: string;
}

/** Other times and narrower views of the page that is open; of the overview, where the page has none. */
export function viewChoices(asked: string, suffix: string, path: string): ViewChoice[] {
  if (asked.length < askedMin) return [];
  const page = viewed.test(path) ? path : '/';
  const item = (label: string, change: (query: URLSearchParams) => void): ViewChoice => {
    const query = new URLSearchParams(suffix);
    change(query);
    return { label, href: query.size === 0 ? page : `${page}?${query}` };
  };
  const times = Object.entries(relativeRanges).map(([range, { label }]) =>
    item(label, (query) => {
      for (const name of ['from', 'to']) query.delete(name);
      query.set('range', range);
    }),
  );
  const filters = [
    ['cause', causeLabels],
    ['source', sourceLabels],
    ['outcome', outcomeLabels],
  ] as const;
  const narrower = filters.flatMap(([name, labels]) =>
    Object.entries(labels).map(([word, label]) =>
      item(`Only ${name} ${label}`, (query) => query.set(name, word)),
    ),
  );
  return [...times, ...narrower].filter(({ label }) => holds(label, asked)).slice(0, itemsMax);
}

/** Whether every word that was typed begins a word of the label. */
function holds(label: string, asked: string): boolean {
  const words = label.toLowerCase().split(/[\s-]/);
  return asked
    .toLowerCase()
    .split(/\s+/)
    .every((typed) => words.some((word) => word.startsWith(typed)));
}
