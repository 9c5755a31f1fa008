'use client';

import type { SavedQuery } from '@turnaway/contracts/saved-views';
import { useState } from 'react';
import buttons from '@/components/button.module.css';
import { useMay } from '@/components/rights/rights';
import { useFetched } from '@/components/use-fetched';

/** Keeps what is shown under a name, for oneself or for all members. */
export function SaveView(props: {
  path: string;
  query: SavedQuery;
  /** This page, with `__view__` where the id of the saved view goes. */
  href: string;
}) {
  const offered = useMay('triage');
  const [asking, setAsking] = useState(false);
  const [SaveViewDialog, askForDialog] = useFetched(() =>
    import('./save-view-dialog').then((module) => module.SaveViewDialog),
  );
  if (!offered) return null;
  return (
    <>
      <button
        type="button"
        className={buttons.button}
        onClick={() => {
          askForDialog();
          setAsking(true);
        }}
        onPointerEnter={askForDialog}
        aria-haspopup="dialog"
      >
        Save view
      </button>
      {SaveViewDialog !== null && (
        <SaveViewDialog {...props} opened={asking} onClose={() => setAsking(false)} />
      )}
    </>
  );
}
