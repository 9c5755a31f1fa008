'use client';

import { createTheme, type MantineColorSchemeManager, MantineProvider } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { onNotice } from '@/lib/notify';
import { useFetched } from './use-fetched';

const theme = createTheme({
  components: {
    Input: { defaultProps: { size: 'sm' } },
    InputWrapper: { defaultProps: { size: 'sm' } },
    // Mantine locks scrolling by a style element that our policy refuses; global.css does it instead.
    Modal: {
      defaultProps: {
        transitionProps: { duration: 0 },
        centered: true,
        lockScroll: false,
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Drawer: { defaultProps: { transitionProps: { duration: 0 }, lockScroll: false } },
    Menu: { defaultProps: { transitionProps: { duration: 0 }, shadow: 'md' } },
    Popover: { defaultProps: { transitionProps: { duration: 0 }, shadow: 'md' } },
  },
});

/** The theme is ours to know, in a cookie: Mantine need not ask the browser's storage for it, which is slow to open. */
const unasked: MantineColorSchemeManager = {
  get: (usual) => usual,
  set: nothing,
  subscribe: nothing,
  unsubscribe: nothing,
  clear: nothing,
};
function nothing(): void {
  // Nothing is kept, so nothing changes.
}

/** Mantine's context and its notifications, around every page. */
export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme="light"
      colorSchemeManager={unasked}
      getStyleNonce={() => nonce}
      // They stand in mantine.css.
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <Notices />
      {children}
    </MantineProvider>
  );
}

const deeds = ['pointerdown', 'keydown'] as const;

/** Where notices stand, fetched at the first deed, so that they are there when there is something to say. */
function Notices() {
  const [Notifications, ask] = useFetched(() =>
    import('@mantine/notifications').then((module) => module.Notifications),
  );
  useEffect(() => {
    for (const deed of deeds) window.addEventListener(deed, ask);
    const ended = onNotice(ask);
    return () => {
      for (const deed of deeds) window.removeEventListener(deed, ask);
      ended();
    };
  });
  return Notifications === null ? null : <Notifications position="bottom-right" limit={3} />;
}
