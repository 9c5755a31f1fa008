import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTicker } from './create-ticker.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first change is said at once, the others of a second once at its end', () => {
  const said: string[] = [];
  const tick = createTicker(async ({ workspaceId, topic }) => void said.push(`${workspaceId} ${topic}`));
  for (let i = 0; i < 500; i++) tick('a', 'counts');
  expect(said).toEqual(['a counts']);
  vi.advanceTimersByTime(1_000);
  expect(said).toEqual(['a counts', 'a counts']);
  vi.advanceTimersByTime(10_000);
  expect(said).toHaveLength(2);
  tick('a', 'counts');
  expect(said).toHaveLength(3);
});

test('workspaces and topics do not hold each other up', () => {
  const said: string[] = [];
  const tick = createTicker(async ({ workspaceId, topic }) => void said.push(`${workspaceId} ${topic}`));
  tick('a', 'counts');
  tick('b', 'counts');
  tick('a', 'feeds');
  expect(said).toEqual(['a counts', 'b counts', 'a feeds']);
});
