import { type LiveTopic, liveTopics } from '@turnaway/contracts/live-topics';

/** Whether the server tells of changes: it does; the connection is lost and tried again; there is none to be had. */
export type LiveStatus = 'live' | 'reconnecting' | 'off';

export interface LiveListener {
  onStatus(status: LiveStatus): void;
  onTick(topics: readonly LiveTopic[]): void;
}

const address = '/api/live';
/** After a refusal the browser does not try again by itself. */
const tryAgainAfterMs = 30_000;

/**
 * Listens to the server's stream while the page is looked at: a hidden page needs no news, and a browser has few
 * connections to share among its tabs. A page that is looked at again is told that everything may have changed.
 * Returns what ends it.
 */
export function connectLive(listener: LiveListener): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasAway = false;

  function open(): void {
    const opened = new EventSource(address);
    source = opened;
    opened.onopen = () => {
      listener.onStatus('live');
      if (wasAway) listener.onTick(liveTopics);
      wasAway = false;
    };
    opened.onerror = () => {
      wasAway = true;
      if (opened.readyState !== EventSource.CLOSED) return listener.onStatus('reconnecting');
      listener.onStatus('off');
      timer = setTimeout(open, tryAgainAfterMs);
    };
    opened.addEventListener('tick', ({ data }: MessageEvent<string>) => {
      // Read without the contract's schema: it would be more script than all of this.
      listener.onTick(liveTopics.filter((topic) => data.includes(`"${topic}"`)));
    });
  }

  function close(): void {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  function onVisibility(): void {
    if (document.visibilityState === 'visible') {
      if (source === null) open();
    } else {
      wasAway = true;
      close();
    }
  }

  onVisibility();
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    close();
  };
}
