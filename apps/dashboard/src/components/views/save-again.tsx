'use client';

import type { SavedQuery } from '@turnaway/contracts/saved-views';
import { useRouter } from 'next/navigation';
import buttons from '@/components/button.module.css';
import { useMay } from '@/components/rights/rights';
import { send } from '@/lib/browser-api';
import { notify } from '@/lib/notify';

/** Keeps what is shown now under the name of the view that it began as. */
export function SaveAgain({ id, isYours, query }: { id: string; isYours: boolean; query: SavedQuery }) {
  const router = useRouter();
  const offered = useMay(isYours ? 'triage' : 'settings');
  if (!offered) return null;

  async function save() {
    const sent = await send('PATCH', `/api/views/${id}`, { query });
    if (sent.ok) notify({ color: 'green', message: 'Saved. Its link shows this from now on.' });
    else notify({ color: 'red', title: 'Not saved', message: sent.message });
    router.refresh();
  }
  return (
    <button type="button" className={buttons.button} onClick={save}>
      Save again
    </button>
  );
}
