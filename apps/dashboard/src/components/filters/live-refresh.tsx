'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import styles from './filters.module.css';

const everyMs = 30_000;

/** Reads the page again every half minute while someone looks at it. */
export function LiveRefresh() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <span className={styles.live} title="This page updates every 30 seconds">
      <i aria-hidden="true" /> live
    </span>
  );
}
