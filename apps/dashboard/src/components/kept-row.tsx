'use client';

import { memo, type ReactNode } from 'react';

/**
 * A row of a list as it was drawn, until its `version` is another one: an answer of the server brings all rows anew, and
 * to compare a thousand of them part by part would hold the page up although hardly one has changed.
 */
export const KeptRow = memo(
  function KeptRow({ children }: { version: string; children: ReactNode }) {
    return children;
  },
  (before, after) => before.version === after.version,
);
