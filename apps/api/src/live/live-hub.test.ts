import { expect, test, vi } from 'vitest';
import { createLiveHub } from './live-hub.js';

const long = 60_000;

test('a subscriber hears of its own workspace alone, and of what was said before it asked', async () => {
  const hub = createLiveHub();
  const ours = hub.subscribe('a');
  hub.onTick({ workspaceId: 'b', topic: 'feeds' });
  hub.onTick({ workspaceId: 'a', topic: 'counts' });
  hub.onTick({ workspaceId: 'a', topic: 'counts' });
  hub.onTick({ workspaceId: 'a', topic: 'alerts' });
  expect([...(await ours.next(long))]).toEqual(['counts', 'alerts']);
});

test('all that is said within a second is given at its end', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  try {
    const hub = createLiveHub();
    const subscription = hub.subscribe('a');
    hub.onTick({ workspaceId: 'a', topic: 'counts' });
    await subscription.next(long);
    const given: string[][] = [];
    const second = subscription.next(long).then((topics) => given.push([...topics]));
    for (const topic of ['feeds', 'counts', 'feeds'] as const) {
      hub.onTick({ workspaceId: 'a', topic });
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(given).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    await second;
    expect(given).toEqual([['feeds', 'counts']]);
  } finally {
    vi.useRealTimers();
  }
});

test('after the connection to the database was away, everything may have changed', async () => {
  const hub = createLiveHub();
  const subscription = hub.subscribe('a');
  hub.onListening();
  expect([...(await subscription.next(long))]).toEqual(['counts', 'alerts', 'deliveries', 'feeds']);
});

test('a subscriber that waits is let go when it closes', async () => {
  const subscription = createLiveHub().subscribe('a');
  const waiting = subscription.next(long);
  subscription.close();
  expect((await waiting).size).toBe(0);
});
