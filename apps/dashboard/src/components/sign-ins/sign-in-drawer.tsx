'use client';

import { Drawer } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { CopyButton } from '@/components/copy-button';
import { areSingleKeysOn, isTyped } from '@/components/keyboard/keys';
import { Link } from '@/components/link';
import page from '@/components/page.module.css';
import styles from './sign-ins.module.css';

/**
 * A panel from the right for one sign-in. It is open because the address says so; closing goes back to the list, and
 * `j` and `k` go to the sign-in below and above in it.
 */
export function SignInDrawer({
  id,
  title,
  closeHref,
  nextHref,
  previousHref,
  link,
  children,
}: {
  /** The sign-in that is shown. */
  id: string;
  title: string;
  closeHref: string;
  nextHref: string | null;
  previousHref: string | null;
  /** The address that opens this one again, for anybody. */
  link: string;
  children: ReactNode;
}) {
  const router = useRouter();
  // Asked while rendering: by the time of an effect the drawer has taken the focus.
  const [opener] = useState(() => (typeof document === 'undefined' ? null : document.activeElement));
  const shown = useRef(id);
  useEffect(() => {
    shown.current = id;
  }, [id]);
  useEffect(() => () => giveFocusBack(opener, shown.current), [opener]);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (isTyped(event) || !areSingleKeysOn()) return;
      const href = { j: nextHref, k: previousHref }[event.key];
      if (href !== undefined && href !== null) router.push(href, { scroll: false });
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [router, nextHref, previousHref]);
  return (
    <Drawer
      opened
      onClose={() => router.push(closeHref, { scroll: false })}
      position="right"
      size={560}
      title={title}
      withinPortal={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
      styles={{ title: { fontWeight: 600, fontSize: 'var(--text-m)' }, inner: { left: 0, right: 0 } }}
    >
      <div className={styles.ways}>
        <Way href={previousHref}>‹ Previous (k)</Way>
        <Way href={nextHref}>Next (j) ›</Way>
        <CopyButton text={link} label="Copy link" plain />
      </div>
      {children}
    </Drawer>
  );
}

function Way({ href, children }: { href: string | null; children: ReactNode }) {
  return href === null ? (
    <span className={styles.noWay}>{children}</span>
  ) : (
    <Link className={page.more} href={href} scroll={false}>
      {children}
    </Link>
  );
}

/**
 * Whoever reads the list by keyboard goes on at the row that they looked at last, also where the drawer was open as the
 * page came, or `j` and `k` led away from what had opened it.
 */
function giveFocusBack(opener: Element | null, id: string): void {
  const row = document.querySelector(`tr[data-sign-in="${CSS.escape(id)}"]`);
  const from = opener instanceof HTMLElement && opener.isConnected ? opener : null;
  const target = row === null || row.contains(from) ? from : row.querySelector('a');
  target?.focus();
}
