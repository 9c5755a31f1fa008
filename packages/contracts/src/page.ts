import { z } from 'zod';

/** Query of every list: an opaque cursor from the page before, and how many rows at the most. */
export const pageQuerySchema = z.object({
  cursor: z.string().max(512).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** A page of a list: its rows, how to go on (`null` at the end), and how many there are in all. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.int() });
}

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
  total: number;
}
