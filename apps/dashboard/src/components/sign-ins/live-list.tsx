'use client';

import type { SignIns } from '@turnaway/contracts/readings';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useRef, useState, useTransition } from 'react';
import buttons from '@/components/button.module.css';
import { useLive, useLiveTicks } from '@/components/live/live';
import { isBusy } from '@/components/live/live-refresh';
import page from '@/components/page.module.css';
import { send } from '@/lib/browser-api';
import { formatCount } from '@/lib/format';
import styles from './live-list.module.css';

/** Rows that change more often than this cannot be read. */
const restMs = 4_000;
const lookEveryMs = 1_000;
/** Whoever hears the page is told of new rows now and then, not of each. */
const tellEveryMs = 15_000;
/** Scrolled further than this, the top of the list is not what is read. */
const atTopPx = 160;

/**
 * The list of sign-ins with its switch “Live”: while it is on, new ones come in at the top as the server tells of them,
 * unless somebody works in the list; else it says how many are waiting.
 */
export function LiveList({
  isOn,
  canFollow,
  switchHref,
  ids,
  newerQuery,
  before,
  after,
  children,
}: {
  isOn: boolean;
  /** Whether this is the first page of a time that goes up to now. */
  canFollow: boolean;
  /** The address with the switch turned. */
  switchHref: string;
  /** The sign-ins that are shown, newest first. */
  ids: readonly string[];
  /** Asks for what is newer than the newest that is shown. */
  newerQuery: string;
  /** What stands in the same line before and after the switch. */
  before: ReactNode;
  after: ReactNode;
  children: ReactNode;
}) {
  const router = useRouter();
  const { status } = useLive();
  const [isReading, startReading] = useTransition();
  const [waiting, setWaiting] = useState(0);
  const [isHeld, setHeld] = useState(false);
  const isStale = useRef(false);
  const isCounted = useRef(false);
  const doneAt = useRef(0);
  const isLive = isOn && canFollow;
  const isBroken = status === 'reconnecting' || status === 'off';

  useLiveTicks(['counts'], () => {
    isStale.current = true;
    isCounted.current = false;
  });

  const shown = ids.join(' ');
  // Another list shows what was waiting.
  useEffect(() => setWaiting(0), [shown]);

  useEffect(() => {
    if (!canFollow) return;
    const timer = setInterval(() => {
      const held = isBusy() || isInList() || window.scrollY > atTopPx;
      setHeld(held);
      if (!isStale.current || isReading || performance.now() - doneAt.current < restMs) return;
      if (isLive && !held) {
        isStale.current = false;
        doneAt.current = performance.now();
        startReading(() => router.refresh());
      } else if (!isCounted.current) {
        isCounted.current = true;
        doneAt.current = performance.now();
        void countNewer(newerQuery).then((count) => count !== null && setWaiting(count));
      }
    }, lookEveryMs);
    return () => clearInterval(timer);
  }, [router, canFollow, isLive, isReading, newerQuery]);

  function show() {
    window.scrollTo({ top: 0 });
    isStale.current = false;
    doneAt.current = performance.now();
    startReading(() => router.refresh());
  }
  return (
    <>
      <div className={styles.bar}>
        {before}
        <button
          type="button"
          role="switch"
          aria-checked={isLive}
          className={styles.switch}
          disabled={!canFollow}
          title={canFollow ? undefined : 'For the first page of a time that goes up to now'}
          onClick={() => router.replace(switchHref, { scroll: false })}
        >
          <span aria-hidden="true" className={styles.knob} />
          Live
        </button>
        <p className={page.note} role={isLive && isBroken ? 'alert' : undefined}>
          {sentence({ canFollow, isLive, isBroken, isHeld, waiting })}{' '}
          {waiting > 0 && (
            <button type="button" className={buttons.plain} onClick={show}>
              Show {waiting === 1 ? 'it' : 'them'}
            </button>
          )}
        </p>
        <div className={styles.after}>{after}</div>
      </div>
      <Announcer ids={ids} isLive={isLive} />
      <Arrivals isLive={isLive}>{children}</Arrivals>
    </>
  );
}

function sentence(state: {
  canFollow: boolean;
  isLive: boolean;
  isBroken: boolean;
  isHeld: boolean;
  waiting: number;
}): string {
  if (!state.canFollow) return '';
  if (state.isLive && state.isBroken) {
    return 'Live has stopped: the connection to the server is lost. It goes on by itself once it is back.';
  }
  const newOnes = state.waiting === 0 ? '' : `${formatCount(state.waiting, 'new sign-in')}.`;
  if (!state.isLive) return newOnes;
  if (state.isHeld) return `Held while you read. ${newOnes}`;
  return 'New sign-ins come in at the top.';
}

/** Rows that come in are marked for a moment; those that were there first are not. */
function Arrivals({ isLive, children }: { isLive: boolean; children: ReactNode }) {
  const [isSettled, setSettled] = useState(false);
  useEffect(() => setSettled(true), []);
  return (
    <div className={styles.list} data-arrivals={(isLive && isSettled) || undefined}>
      {children}
    </div>
  );
}

function Announcer({ ids, isLive }: { ids: readonly string[]; isLive: boolean }) {
  const [said, setSaid] = useState('');
  const known = useRef({ ids: new Set(ids), at: 0 });
  useEffect(() => {
    const now = performance.now();
    if (!isLive || now - known.current.at < tellEveryMs) return;
    const fresh = ids.filter((id) => !known.current.ids.has(id)).length;
    if (fresh === 0) return;
    known.current = { ids: new Set(ids), at: now };
    setSaid(`${formatCount(fresh, 'new sign-in')} at the top`);
  }, [ids, isLive]);
  return (
    <p className={page.hidden} role="status">
      {said}
    </p>
  );
}

/** Whoever goes through the rows by keyboard keeps the row under them. */
function isInList(): boolean {
  return document.activeElement?.matches('main table :focus-visible') === true;
}

async function countNewer(query: string): Promise<number | null> {
  const sent = await send<SignIns>('GET', `/api/sign-ins?${query}`);
  return sent.ok ? sent.answer.total : null;
}
