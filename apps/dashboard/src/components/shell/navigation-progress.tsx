'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import styles from './shell.module.css';

/**
 * A thin line while the next page is on its way. Pages have no loading skeleton of their own: streamed behind
 * one, their content could not be read before script has run.
 */
export function NavigationProgress() {
  const address = `${usePathname()}?${useSearchParams()}`;
  const [leaving, setLeaving] = useState<string | null>(null);

  useEffect(() => {
    function onClick(event: MouseEvent) {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      const plain =
        event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      if (link === null || !plain || link.target === '_blank' || link.origin !== location.origin) return;
      const next = `${link.pathname}?${link.search.slice(1)}`;
      if (next !== `${location.pathname}?${location.search.slice(1)}`) setLeaving(address);
    }
    document.addEventListener('click', onClick);
    return () => document.removeEventListener('click', onClick);
  }, [address]);

  return leaving === address ? (
    <div className={styles.progress} role="progressbar" aria-label="Loading" />
  ) : null;
}
