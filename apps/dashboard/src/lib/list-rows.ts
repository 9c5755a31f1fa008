import type { Page } from '@turnaway/contracts/page';
import { oneOf, type SearchParams } from './view';

/** How many rows a page of a list can show; the first is the usual. */
export const rowChoices = ['50', '200', '1000'] as const;
export type RowChoice = (typeof rowChoices)[number];

/** What the API gives at once. */
const atOnceMax = 200;

/** How many rows the address asks for. */
export function readRowChoice(params: SearchParams): RowChoice {
  return oneOf(params.rows, rowChoices);
}

/** The parameter of the address; `null` leaves the usual out. */
export function rowParameter(rows: RowChoice): { rows: string | null } {
  return { rows: rows === rowChoices[0] ? null : rows };
}

/** Whether a page of so many rows is read again as things happen; the longest stands still while it is worked on. */
export function keepsUp(rows: RowChoice): boolean {
  return Number(rows) <= atOnceMax;
}

/** Reads one page of a list, in as many calls as its rows take. What the list says of itself is the first call's. */
export async function readRows<Row, List extends Page<Row>>(
  rows: RowChoice,
  cursor: string | undefined,
  get: (at: { cursor: string | undefined; limit: string }) => Promise<List & Page<Row>>,
): Promise<List> {
  const wanted = Number(rows);
  const limit = String(Math.min(wanted, atOnceMax));
  const first = await get({ cursor, limit });
  const items = [...first.items];
  let { nextCursor } = first;
  while (nextCursor !== null && items.length < wanted) {
    const next = await get({ cursor: nextCursor, limit });
    items.push(...next.items);
    nextCursor = next.nextCursor;
  }
  return { ...first, items, nextCursor };
}
