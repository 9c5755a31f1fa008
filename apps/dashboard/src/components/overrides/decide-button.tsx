'use client';

import type { CodeOverride } from '@turnaway/contracts/code-override';
import type { ErrorCode } from '@turnaway/contracts/error-code';
import { useState } from 'react';
import buttons from '@/components/button.module.css';
import { useMay } from '@/components/rights/rights';
import { useFetched } from '@/components/use-fetched';
import type { HeldFacts } from './override-form';

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
  // Fetched when it is asked for: most visits decide nothing.
  const [DecideDrawer, askForDrawer] = useFetched(() =>
    import('./decide-drawer').then((module) => module.DecideDrawer),
  );
  const offered = useMay('settings');
  if (!offered) return null;
  return (
    <>
      <button
        type="button"
        className={buttons[look]}
        onClick={() => {
          askForDrawer();
          setOpened(true);
        }}
        aria-haspopup="dialog"
      >
        {label}
      </button>
      {DecideDrawer !== null && (
        <DecideDrawer
          opened={opened}
          errorCode={errorCode}
          held={held}
          override={override}
          hasVariants={hasVariants}
          onClose={() => setOpened(false)}
        />
      )}
    </>
  );
}
