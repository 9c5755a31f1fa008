import type { LiveTopic } from '@turnaway/contracts';

/** Says that something of a topic has changed in a workspace, so that open pages read it again. */
export type Tick = (workspaceId: string, topic: LiveTopic) => void;

/** At most one a second for a workspace and topic: a page cannot be read more often in any case. */
const everyMs = 1_000;

/**
 * Makes a {@link Tick} that says the first change at once, and all that follow within a second together at its end.
 * It never waits and never throws: `send` reports its own failures.
 */
export function createTicker(send: (tick: { workspaceId: string; topic: LiveTopic }) => Promise<void>): Tick {
  /** What was said within the last second; `true` if there was more since. */
  const recent = new Map<string, boolean>();

  function say(key: string, tick: { workspaceId: string; topic: LiveTopic }): void {
    recent.set(key, false);
    void send(tick);
    setTimeout(() => {
      const more = recent.get(key) === true;
      recent.delete(key);
      if (more) say(key, tick);
    }, everyMs).unref();
  }

  return (workspaceId, topic) => {
    const key = `${topic} ${workspaceId}`;
    if (recent.has(key)) recent.set(key, true);
    else say(key, { workspaceId, topic });
  };
}
