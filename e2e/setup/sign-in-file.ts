import { simulateEntraRecords } from '@turnaway/cli/dist/simulate/simulate-entra-records.js';
import type { RunningTurnaway } from './run-turnaway.js';

/** A file of sign-ins of the last hour, and what anybody who counts its lines by code must find. */
export interface SignInFile {
  lines: string[];
  byCode: Map<string, number>;
  from: Date;
  to: Date;
}

/** The same seed gives the same people and, at the same time, the same lines. */
export function makeSignInFile(seed: string, records: number): SignInFile {
  const to = new Date();
  const from = new Date(to.getTime() - 3_600_000);
  const lines: string[] = [];
  const byCode = new Map<string, number>();
  for (const record of simulateEntraRecords({ count: records, from, to, failureShare: 0.3, seed })) {
    const line = JSON.stringify(record);
    lines.push(line);
    const code = String((JSON.parse(line) as { resultType: string | number }).resultType);
    byCode.set(code, (byCode.get(code) ?? 0) + 1);
  }
  return { lines, byCode, from, to };
}

/** What the product has counted of a file's hour, by code, over all outcomes; of one feed where it is named. */
export async function countedByCode(
  turnaway: RunningTurnaway,
  { from, to }: SignInFile,
  feedId: string | null = null,
): Promise<Map<string, number>> {
  const range = `from=${new Date(from.getTime() - 60_000).toISOString()}&to=${new Date(to.getTime() + 60_000).toISOString()}`;
  const feed = feedId === null ? '' : `&feed=${feedId}`;
  const counted = new Map<string, number>();
  for (const outcome of ['success', 'failure', 'interrupt', 'conditional']) {
    const { items } = await turnaway.api<{ items: { code: string; events: number }[] }>(
      `/api/errors?${range}${feed}&outcome=${outcome}&limit=200`,
    );
    for (const { code, events } of items) counted.set(code, (counted.get(code) ?? 0) + events);
  }
  return counted;
}
