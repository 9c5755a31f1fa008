'use client';

import { useLive } from './live';
import styles from './live.module.css';

const words = {
  connecting: { label: 'Connecting', title: 'Connecting to hear of changes' },
  live: { label: 'Live', title: 'Numbers follow what happens' },
  reconnecting: { label: 'Reconnecting', title: 'The connection is lost, and tried again' },
  off: { label: 'Not live', title: 'No connection: the page is read again every half minute' },
} as const;

/** A dot that says whether the page keeps up with what happens. */
export function LiveDot() {
  const { status } = useLive();
  const { label, title } = words[status];
  return (
    <p className={styles.live} data-status={status} title={title} role="status">
      <i aria-hidden="true" />
      {label}
    </p>
  );
}
