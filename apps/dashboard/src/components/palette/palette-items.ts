import type { WorkspaceEntry, WorkspaceExplainResponse } from '@turnaway/contracts/code-override';
import { formatErrorCode } from '@turnaway/contracts/error-code';
import { catalogHref, seenHref } from '../../lib/catalog-links';
import { formatCount } from '../../lib/format';
import { surenessOf } from '../../lib/sureness';
import { placeGroups } from '../shell/places';
import { viewChoices } from './view-choices';

/** One thing to choose in the palette: an address to go to or, with `handover`, a text to have explained. */
export interface PaletteItem {
  key: string;
  group: 'Answers' | 'Go to' | 'Views' | 'Show' | 'In the catalog' | 'More';
  label: string;
  /** The code, quietly beside the label. */
  code?: string;
  /** What else is known, at the end of the line. */
  aside?: string;
  entry?: Pick<WorkspaceEntry, 'confidence' | 'source' | 'override'>;
  href: string;
  handover?: string;
}

/** A saved view, as the palette offers it. */
export interface SavedPlace {
  id: string;
  name: string;
}

/** What was found for the text so far. */
export interface PaletteFindings {
  explained: WorkspaceExplainResponse | null;
  /** Entries that hold the words. */
  entries: readonly WorkspaceEntry[];
  /** How often the answers' codes were seen here in 30 days; `null` while that is not known. */
  seen: ReadonlyMap<string, number> | null;
}

const answersMax = 4;
const entriesMax = 6;
const savedMax = 8;
/** A name or a few words; longer texts are messages, which only explain can read. */
const searchedMax = 60;

/** Whether a text is words to look for, and not a pasted message, which may name people and belongs in no address. */
export function isSearch(text: string): boolean {
  return text.length > 0 && text.length <= searchedMax && !/[@\n]|:\/\//.test(text);
}

/**
 * What the palette offers for a text; `suffix` are the filters that pages of sign-ins go on showing, `path` is the
 * page that is open, `saved` the views that the reader sees.
 */
export function paletteItems(
  text: string,
  findings: PaletteFindings,
  suffix: string,
  path = '/',
  saved: readonly SavedPlace[] = [],
): PaletteItem[] {
  const asked = text.trim();
  const places = [...placesFor(asked, suffix), ...savedFor(asked, saved)];
  if (asked === '') return places;
  const answers = (findings.explained?.explanations ?? []).slice(0, answersMax).map(
    ({ entry, certainty }): PaletteItem => ({
      ...itemOf('Answers', entry),
      ...wayTo(entry, findings.seen, surenessOf(certainty)),
    }),
  );
  const answered = new Set(answers.map(({ code }) => code));
  const literal = findings.entries.map((entry) => itemOf('In the catalog', entry));
  const near = (findings.explained?.nearest ?? []).map((entry) => itemOf('In the catalog', entry));
  const inCatalog = [...new Map([...literal, ...near].map((item) => [item.code, item])).values()]
    .filter(({ code }) => !answered.has(code))
    .slice(0, entriesMax);
  const views = viewChoices(asked, suffix, path).map(
    ({ label, href }): PaletteItem => ({ key: `view ${label}`, group: 'Show', label, href }),
  );
  // A page that is named is meant; else a text is a code or words until the end of the list.
  return [...places, ...answers, ...views, ...inCatalog, ...moreFor(asked)];
}

function placesFor(asked: string, suffix: string): PaletteItem[] {
  const begun = asked.toLowerCase();
  return placeGroups
    .flat()
    .filter(
      ({ label }) =>
        label
          .toLowerCase()
          .split(/[\s-]/)
          .some((word) => word.startsWith(begun)) || label.toLowerCase().startsWith(begun),
    )
    .map(({ href, label, carries }) => ({
      key: href,
      group: 'Go to',
      label,
      href: carries ? href + suffix : href,
    }));
}

function savedFor(asked: string, saved: readonly SavedPlace[]): PaletteItem[] {
  return saved
    .filter(({ name }) => name.toLowerCase().includes(asked.toLowerCase()))
    .slice(0, savedMax)
    .map(({ id, name }) => ({ key: `saved ${id}`, group: 'Views', label: name, href: `/views/${id}` }));
}

function itemOf(group: PaletteItem['group'], entry: WorkspaceEntry): PaletteItem {
  const code = formatErrorCode(entry);
  return { key: `${group} ${code}`, group, label: entry.title, code, entry, href: catalogHref(entry) };
}

/** A code that is met here leads to whom it hits, any other to its page in the catalog. */
function wayTo(
  entry: WorkspaceEntry,
  seen: PaletteFindings['seen'],
  sureness: string,
): Pick<PaletteItem, 'href' | 'aside'> {
  const events = seen?.get(formatErrorCode(entry)) ?? 0;
  return events > 0
    ? { href: seenHref(entry), aside: `${sureness} · seen ${formatCount(events, 'time')}` }
    : { href: catalogHref(entry), aside: sureness };
}

function moreFor(asked: string): PaletteItem[] {
  const explain: PaletteItem = {
    key: 'explain',
    group: 'More',
    label: 'Explain it in full',
    href: '/explain',
    handover: asked,
  };
  if (!isSearch(asked)) return [explain];
  const search: PaletteItem = {
    key: 'search',
    group: 'More',
    label: `Find “${asked}” in the catalog`,
    href: `/catalog?${new URLSearchParams({ q: asked })}`,
  };
  return [explain, search];
}
