'use client';

import { type LiveTopic, liveTopics } from '@turnaway/contracts/live-topics';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useTransition } from 'react';
import { useLive, useLiveTicks } from './live';

/** A busy stream changes every second; numbers that do so cannot be read, and the server has other work. */
const restMs = 4_000;
/** How often a page that must not change just now is looked at again. */
const lookAgainMs = 1_000;
/** Where nobody tells of changes, the page is read again now and then. */
const unaskedEveryMs = 30_000;

/** Has the page around it read again soon after something of `topics` has changed. Draws nothing. */
export function LiveRefresh({ topics }: { topics: readonly LiveTopic[] }) {
  const { wanted } = useLive();
  // The topics of a page never change while it is shown; as text they compare by what they are.
  const key = topics.join(' ');
  useEffect(() => {
    const own = key.split(' ');
    wanted.add(own);
    return () => void wanted.delete(own);
  }, [wanted, key]);
  return null;
}

/** Reads the page again when a {@link LiveRefresh} on it asked for that, unless somebody is in the middle of something. */
export function LiveRefresher() {
  const router = useRouter();
  const { status, wanted } = useLive();
  const [isReading, startReading] = useTransition();
  const isStale = useRef(false);
  const readAt = useRef(0);

  useLiveTicks(liveTopics, (changed) => {
    const touched = (topics: readonly string[]) => changed.some((topic) => topics.includes(topic));
    isStale.current ||= [...wanted].some(touched);
  });

  useEffect(() => {
    const timer = setInterval(() => {
      const restedMs = performance.now() - readAt.current;
      const isDue = isStale.current || (status !== 'live' && wanted.size > 0 && restedMs > unaskedEveryMs);
      if (!isDue || isReading || restedMs < restMs || isBusy()) return;
      isStale.current = false;
      readAt.current = performance.now();
      startReading(() => router.refresh());
    }, lookAgainMs);
    return () => clearInterval(timer);
  }, [router, status, wanted, isReading]);
  return null;
}

const openParts = '[role="dialog"], [role="menu"], [role="listbox"], dialog[open]';
const pickedRows = 'main table input[type="checkbox"]:checked';

/** Nothing may move under somebody who reads a dialog, marks text, picks rows or writes. */
export function isBusy(): boolean {
  if (document.visibilityState !== 'visible') return true;
  if (document.querySelector(`${openParts}, ${pickedRows}`) !== null) return true;
  if (document.activeElement?.matches('main :is(input, textarea, select)') === true) return true;
  return document.getSelection()?.isCollapsed === false;
}
