import { expect } from 'vitest';
import type { RunningTurnaway } from '../setup/run-turnaway.js';
import { countedByCode, type SignInFile } from '../setup/sign-in-file.js';

export const countedWithin = { timeout: 90_000, interval: 250 };

export interface Feed {
  id: string;
  key: string;
}

/** A feed for one sender, so that what it sent can be told from the rest. */
export async function makeFeed(turnaway: RunningTurnaway, name: string): Promise<Feed> {
  const post = <Answer>(path: string, body: object) =>
    turnaway.api<Answer>(path, { method: 'POST', body: JSON.stringify(body) });
  const { id } = await post<{ id: string }>('/api/feeds', { name });
  const { key } = await post<{ key: string }>('/api/ingest-keys', { feedId: id });
  return { id, key };
}

/** Every line of the file is counted once, and nothing else came in. */
export async function expectCounted(
  turnaway: RunningTurnaway,
  file: SignInFile,
  { id }: Feed,
): Promise<void> {
  await expect.poll(() => countedByCode(turnaway, file, id), countedWithin).toEqual(file.byCode);
  const { items } = await turnaway.api<{ items: { status: string; rejected: number; skipped: number }[] }>(
    `/api/batches?feed=${id}&limit=200`,
  );
  expect(
    items.filter(({ status, rejected, skipped }) => status === 'failed' || rejected + skipped > 0),
  ).toEqual([]);
}
