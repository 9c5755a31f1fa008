import { type LiveTopic, liveTopics } from '@turnaway/contracts';
import type { TickListener } from '@turnaway/db/live/listen-for-ticks';

/** A page is told of changes at most this often, however many processes speak. */
const everyMs = 1_000;

/** One listener's ears for a workspace. What is said while it does not ask is kept, as topics, for when it does. */
export interface Subscription {
  /** The topics that changed since the last call, as soon as there are any; none after `waitMs`, or once closed. */
  next(waitMs: number): Promise<ReadonlySet<LiveTopic>>;
  close(): void;
}

/** Hands the ticks that come from the database to all who subscribed in this process. */
export interface LiveHub extends TickListener {
  subscribe(workspaceId: string): Subscription;
}

/** Makes a hub. A listener that is slow holds nobody up and costs no memory: topics are a set, not a queue. */
export function createLiveHub(): LiveHub {
  const ears = new Set<{ workspaceId: string; hear(topics: readonly LiveTopic[]): void }>();
  return {
    subscribe(workspaceId) {
      const { hear, subscription } = createSubscription(() => ears.delete(ear));
      const ear = { workspaceId, hear };
      ears.add(ear);
      return subscription;
    },
    onTick({ workspaceId, topic }) {
      for (const ear of ears) if (ear.workspaceId === workspaceId) ear.hear([topic]);
    },
    onListening() {
      // Something may have been said while the connection was away.
      for (const ear of ears) ear.hear(liveTopics);
    },
  };
}

function createSubscription(onClose: () => void) {
  const heard = new Set<LiveTopic>();
  let closed = false;
  let wake: () => void = () => undefined;
  let lastGivenAt = Number.NEGATIVE_INFINITY;

  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function next(waitMs: number): Promise<ReadonlySet<LiveTopic>> {
    if (heard.size === 0 && !closed) await sleep(waitMs);
    if (heard.size === 0 || closed) return new Set();
    const tooSoonMs = lastGivenAt + everyMs - performance.now();
    if (tooSoonMs > 0) await sleepThrough(tooSoonMs);
    lastGivenAt = performance.now();
    const given = new Set(heard);
    heard.clear();
    return given;
  }

  /** More that is heard meanwhile is no reason to speak sooner; closing is. */
  async function sleepThrough(ms: number): Promise<void> {
    const until = performance.now() + ms;
    while (!closed && performance.now() < until) await sleep(until - performance.now());
  }

  return {
    hear(topics: readonly LiveTopic[]) {
      for (const topic of topics) heard.add(topic);
      wake();
    },
    subscription: {
      next,
      close() {
        closed = true;
        onClose();
        wake();
      },
    },
  };
}
