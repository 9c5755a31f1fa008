'use client';

import type { LiveTopic } from '@turnaway/contracts/live-topics';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { connectLive, type LiveStatus } from './connect-live';

type Hear = (topics: readonly LiveTopic[]) => void;
interface Live {
  status: LiveStatus | 'connecting';
  listeners: Set<Hear>;
  /** Topics at whose change the page is to be read again. */
  wanted: Set<readonly string[]>;
}
const LiveContext = createContext<Live>({ status: 'connecting', listeners: new Set(), wanted: new Set() });

/** One connection for all of a page that wants to hear of changes. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [status, setStatus] = useState<Live['status']>('connecting');
  const [listeners] = useState(() => new Set<Hear>());
  const [wanted] = useState(() => new Set<readonly string[]>());
  useEffect(
    () =>
      connectLive({
        onStatus: setStatus,
        onTick: (topics) => {
          for (const hear of listeners) hear(topics);
        },
      }),
    [listeners],
  );
  const live = useMemo(() => ({ status, listeners, wanted }), [status, listeners, wanted]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** What of it all there is: whether changes are told of as they happen, and who hears of them. */
export function useLive(): Live {
  return useContext(LiveContext);
}

/**
 * Calls `onTick` with what may have changed, whenever something of one of `topics` may have: at most once a second,
 * while the page is shown.
 */
export function useLiveTicks(topics: readonly LiveTopic[], onTick: Hear): void {
  const { listeners } = useContext(LiveContext);
  const latest = useRef({ topics, onTick });
  useEffect(() => {
    latest.current = { topics, onTick };
  });
  useEffect(() => {
    const hear: Hear = (changed) => {
      const ours = changed.filter((topic) => latest.current.topics.includes(topic));
      if (ours.length > 0) latest.current.onTick(ours);
    };
    listeners.add(hear);
    return () => void listeners.delete(hear);
  }, [listeners]);
}
