'use client';

import { Drawer } from '@mantine/core';
import type { CodeOverride } from '@turnaway/contracts/code-override';
import { type ErrorCode, formatErrorCode } from '@turnaway/contracts/error-code';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import buttons from '@/components/button.module.css';
import page from '@/components/page.module.css';
import { useMay } from '@/components/rights/rights';
import type { HeldFacts } from './override-form';

/** Fetched when it is asked for: most visits decide nothing. */
const OverrideForm = dynamic(() => import('./override-form').then((module) => module.OverrideForm), {
  ssr: false,
  loading: () => <p className={page.note}>Loading the form…</p>,
});

/** A button that opens the form of a decision about a code, in a panel from the right. */
export function DecideButton({
  label,
  look = 'button',
  errorCode,
  held,
  override,
  hasVariants = false,
}: {
  label: string;
  look?: 'button' | 'plain';
  errorCode: ErrorCode;
  /** `null` for a code about which nothing is held yet. */
  held: HeldFacts | null;
  override: CodeOverride | null;
  /** Whether several causes stand behind it, which a decision about it leaves alone. */
  hasVariants?: boolean;
}) {
  const [opened, setOpened] = useState(false);
  const offered = useMay('settings');
  if (!offered) return null;
  return (
    <>
      <button type="button" className={buttons[look]} onClick={() => setOpened(true)} aria-haspopup="dialog">
        {label}
      </button>
      <Drawer
        opened={opened}
        onClose={() => setOpened(false)}
        position="right"
        size={520}
        title={`Decide about ${formatErrorCode(errorCode)}`}
        closeButtonProps={{ 'aria-label': 'Close' }}
        styles={{
          title: { fontWeight: 600, fontSize: 'var(--text-m)', overflowWrap: 'anywhere' },
          inner: { left: 0, right: 0 },
        }}
      >
        <OverrideForm
          errorCode={errorCode}
          held={held}
          override={override}
          hasVariants={hasVariants}
          onDone={() => setOpened(false)}
        />
      </Drawer>
    </>
  );
}
