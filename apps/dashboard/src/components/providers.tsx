'use client';

import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorSchemeManager,
  MantineProvider,
} from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { onNotice } from '@/lib/notify';
import { useFetched } from './use-fetched';

const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 'var(--radius)',
  primaryColor: 'blue',
  fontSizes: { xs: 'var(--text-xs)', sm: 'var(--text-s)', md: 'var(--text-m)' },
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

/** Mantine takes its colors from our tokens, which know light from dark by themselves; it never has to. */
const variables = {
  '--mantine-color-scheme': 'inherit',
  '--mantine-color-white': 'var(--bg)',
  '--mantine-color-black': 'var(--ink)',
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-default': 'var(--bg)',
  '--mantine-color-default-hover': 'var(--panel)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-gray-0': 'var(--panel)',
  '--mantine-color-gray-1': 'var(--panel)',
  '--mantine-color-gray-2': 'var(--line)',
  '--mantine-color-gray-3': 'var(--line)',
  '--mantine-color-gray-4': 'var(--control)',
  '--mantine-color-gray-5': 'var(--ink-3)',
  '--mantine-color-gray-6': 'var(--ink-3)',
  '--mantine-color-gray-7': 'var(--ink-2)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent)',
  '--mantine-color-blue-filled': 'var(--accent)',
  '--mantine-shadow-md': 'var(--shadow)',
  '--mantine-shadow-xl': 'var(--shadow)',
};
const resolver: CSSVariablesResolver = () => ({ variables, light: variables, dark: variables });

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
      cssVariablesResolver={resolver}
      forceColorScheme="light"
      colorSchemeManager={unasked}
      getStyleNonce={() => nonce}
      deduplicateCssVariables={false}
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
