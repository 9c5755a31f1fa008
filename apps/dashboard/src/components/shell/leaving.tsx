'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useLayoutEffect, useState } from 'react';
import { type PageShape, pageId, shapeOf } from './page-shape';
import styles from './shell.module.css';
import { Skeleton } from './skeleton';

/** An answer that comes sooner needs no skeleton: it would only flicker. */
const skeletonAfterMs = 180;

/**
 * Goes where a link within the dashboard leads, without loading all anew. While the next page is on its way: a thin line at once, then the next page's shape in place of what was there; on
 * the same page with other filters, what is there, paler. It is done in the browser, as a page that the server
 * streams behind a skeleton could not be read before script has run.
 */
export function Leaving() {
  const path = usePathname();
  const router = useRouter();
  const address = `${path}?${useSearchParams()}`;
  const [leaving, setLeaving] = useState<{ from: string; to: string } | null>(null);
  const [shape, setShape] = useState<PageShape | null>(null);
  const isLeaving = leaving?.from === address;
  const nextPath = isLeaving ? leaving.to : null;

  useEffect(() => {
    function onClick(event: MouseEvent) {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      const plain =
        event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      if (link === null || !plain || link.target === '_blank' || link.hasAttribute('download')) return;
      const { nav, replace } = link.dataset;
      if (link.origin !== location.origin) return;
      if (nav !== undefined && !event.defaultPrevented) {
        event.preventDefault();
        const go = replace === undefined ? router.push : router.replace;
        const href = `${link.pathname}${link.search}${link.hash}`;
        afterPaint(() => go(href, { scroll: nav === 'top' }));
      }
      const next = `${link.pathname}?${link.search.slice(1)}`;
      if (next === `${location.pathname}?${location.search.slice(1)}`) return;
      setLeaving({ from: address, to: link.pathname });
    }
    document.addEventListener('click', onClick);
    return () => document.removeEventListener('click', onClick);
  }, [address, router]);

  useEffect(() => {
    setShape(null);
    if (nextPath === null || nextPath === path) return;
    const timer = setTimeout(() => setShape(shapeOf(nextPath)), skeletonAfterMs);
    return () => clearTimeout(timer);
  }, [nextPath, path]);

  // Told to what stands beside it by an attribute: a selector with `:has`, or one that does not name what it is about,
  // would be matched anew on all of a page, which takes a tenth of a second where a list has a thousand rows.
  useLayoutEffect(() => {
    const left = isLeaving && shape !== null ? document.getElementById(pageId) : null;
    if (left === null) return;
    left.dataset.left = '';
    return () => {
      delete left.dataset.left;
    };
  }, [isLeaving, shape]);

  if (!isLeaving) return null;
  return (
    <div className={styles.leaving} data-over={shape === null || undefined}>
      <div className={styles.progress} role="progressbar" aria-label="Loading" />
      {shape !== null && <Skeleton shape={shape} />}
    </div>
  );
}

/** First the line that answers the click is seen: on a list of a thousand rows the way to the next page begins with much work. */
function afterPaint(go: () => void): void {
  requestAnimationFrame(() => setTimeout(go));
}
