import type { Page } from '@turnaway/contracts/page';
import type { SearchParams } from '@/lib/view';

/** One line of a file: names of columns with plain values. */
export type Row = Record<string, string | number | boolean | null>;
export type PageAt = (cursor: string | undefined) => Promise<Page<Row>>;
/** Tables as lists of plain rows, page by page; the same parameters as on their page. */
export type Tables = Readonly<Record<string, (params: SearchParams, now: Date) => PageAt>>;

/** The most that the API gives at once. */
export const pageLimit = '200';

/** A list that the API gives page by page. */
export function pages<Item, List extends Page<Item>>(
  get: (cursor: string | undefined) => Promise<List & Page<Item>>,
  toRow: (item: Item, list: List) => Row,
): PageAt {
  return async (cursor) => {
    const page = await get(cursor);
    return { ...page, items: page.items.map((item) => toRow(item, page)) };
  };
}

/** A list that the API gives as a whole. */
export function onePage(get: () => Promise<Row[]>): PageAt {
  return async () => {
    const items = await get();
    return { items, nextCursor: null, total: items.length };
  };
}
