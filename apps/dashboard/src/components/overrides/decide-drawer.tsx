'use client';

import { Drawer } from '@mantine/core';
import type { CodeOverride } from '@turnaway/contracts/code-override';
import { type ErrorCode, formatErrorCode } from '@turnaway/contracts/error-code';
import { useEffect, useState } from 'react';
import { type HeldFacts, OverrideForm } from './override-form';

/** A panel from the right with the form of a decision about a code. */
export function DecideDrawer({
  opened,
  errorCode,
  held,
  override,
  hasVariants,
  onClose,
}: {
  opened: boolean;
  errorCode: ErrorCode;
  held: HeldFacts | null;
  override: CodeOverride | null;
  hasVariants: boolean;
  onClose: () => void;
}) {
  // Opens once it is there, so that closing gives the focus back to the button.
  const [isUp, setUp] = useState(false);
  useEffect(() => setUp(opened), [opened]);
  return (
    <Drawer
      opened={isUp}
      onClose={onClose}
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
        onDone={onClose}
      />
    </Drawer>
  );
}
