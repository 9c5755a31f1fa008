/** Runs `work` for a key, or puts it off; `later` is asked to call this again after so many milliseconds. */
export type Pace = (
  key: string,
  work: () => Promise<void>,
  later: (delayMs: number) => Promise<void>,
) => Promise<void>;

/** After work, so many times as long as it took are left to others. */
const restFactor = 4;
/** Looks are promised once a minute. */
const restMaxMs = 20_000;

interface Paced {
  running: boolean;
  /** It was asked for while it ran, so what it saw may be old. */
  again: boolean;
  /** Somebody comes at the end of the rest. */
  awaited: boolean;
  restUntilMs: number;
}

/**
 * Makes a {@link Pace}: of each key one work at a time, and then a rest that grows with what it took. What is asked for
 * meanwhile is done once, after the rest. So looks at rules never stack up, nor take the time that counting needs, while
 * batches come faster than they can be looked at.
 */
export function createPacer(nowMs: () => number = () => performance.now()): Pace {
  const byKey = new Map<string, Paced>();

  return async (key, work, later) => {
    const paced = byKey.get(key) ?? { running: false, again: false, awaited: false, restUntilMs: 0 };
    byKey.set(key, paced);
    if (paced.running) {
      paced.again = true;
      return;
    }
    const restMs = paced.restUntilMs - nowMs();
    if (restMs > 0) {
      if (paced.awaited) return;
      paced.awaited = true;
      await later(restMs);
      return;
    }
    Object.assign(paced, { running: true, again: false, awaited: false });
    const startedAtMs = nowMs();
    try {
      await work();
    } finally {
      const tookMs = nowMs() - startedAtMs;
      const restMs = Math.min(tookMs * restFactor, restMaxMs);
      paced.running = false;
      paced.restUntilMs = nowMs() + restMs;
      if (paced.again) {
        paced.awaited = true;
        await later(restMs);
      }
    }
  };
}
