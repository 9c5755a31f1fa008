'use client';

import { Drawer } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';

/** A panel from the right for one sign-in. It is open because the address says so; closing goes back to the list. */
export function SignInDrawer({
  title,
  closeHref,
  children,
}: {
  title: string;
  closeHref: string;
  children: ReactNode;
}) {
  const router = useRouter();
  // Asked while rendering: by the time of an effect the drawer has taken the focus.
  const [opener] = useState(() => (typeof document === 'undefined' ? null : document.activeElement));
  useEffect(() => () => giveFocusBack(opener), [opener]);
  return (
    <Drawer
      opened
      onClose={() => router.push(closeHref, { scroll: false })}
      position="right"
      size={520}
      title={title}
      withinPortal={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
      styles={{ title: { fontWeight: 600, fontSize: 'var(--text-m)' }, inner: { left: 0, right: 0 } }}
    >
      {children}
    </Drawer>
  );
}

/** Whoever reads the list by keyboard goes on where they were. */
function giveFocusBack(opener: Element | null): void {
  if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
}
