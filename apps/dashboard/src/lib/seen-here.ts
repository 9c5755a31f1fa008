import { type ErrorCode, formatErrorCode } from '@turnaway/contracts/error-code';
import type { Page } from '@turnaway/contracts/page';
import type { ErrorRow } from '@turnaway/contracts/readings';
import { outcomeLabels } from '@turnaway/contracts/words';
import { send } from './browser-api';

const codesMax = 20;
const seenMs = 30 * 86_400_000;

/**
 * How often codes were seen in the last 30 days, whatever their outcome; by `system/code#variant`, and for a code
 * without a variant all of it. `null` if that could not be read: an answer is good without it.
 */
export async function seenHere(
  codes: readonly ErrorCode[],
  now: Date,
): Promise<ReadonlyMap<string, number> | null> {
  if (codes.length === 0) return new Map();
  const sent = await send<Page<ErrorRow>>('GET', `/api/errors?${queryFor(codes, now)}`);
  return sent.ok ? countByCode(sent.answer.items) : null;
}

/** Adds up what was seen, variant by variant and for each code as a whole. */
export function countByCode(rows: readonly (ErrorCode & { events: number })[]): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (code: ErrorCode, events: number) => {
    const key = formatErrorCode(code);
    counts.set(key, (counts.get(key) ?? 0) + events);
  };
  for (const row of rows) {
    add({ ...row, variant: null }, row.events);
    if (row.variant !== null) add(row, row.events);
  }
  return counts;
}

function queryFor(codes: readonly ErrorCode[], now: Date): URLSearchParams {
  const from = new Date(now.getTime() - seenMs);
  const query = new URLSearchParams({ from: from.toISOString(), to: now.toISOString(), limit: '200' });
  for (const code of codes.slice(0, codesMax)) query.append('code', formatErrorCode(code));
  for (const outcome of Object.keys(outcomeLabels)) query.append('outcome', outcome);
  return query;
}
