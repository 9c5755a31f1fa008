'use client';

import type { RetriedRejects } from '@turnaway/contracts/feeds';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import buttons from '@/components/button.module.css';
import { useMay } from '@/components/rights/rights';
import { send } from '@/lib/browser-api';
import { formatCount } from '@/lib/format';
import { notify } from '@/lib/notify';

/** More calls than any kept rejects need. */
const callsMax = 500;

/** Has all batches of a feed that have rejected records read again, and says how many there are. */
export function RetryRejects({ feedId }: { feedId: string }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const offered = useMay('settings');

  async function run() {
    setBusy(true);
    // Batches that are rejected once more meanwhile are not tried again by this click.
    const doneBefore = new Date().toISOString();
    const total = { batches: 0, rejected: 0 };
    let message: string | null = null;
    for (let call = 0; call < callsMax; call += 1) {
      const input = { feedId, doneBefore };
      const sent = await send<RetriedRejects>('POST', '/api/batches/retry-rejected', input);
      if (!sent.ok) {
        message = sent.message;
        break;
      }
      total.batches += sent.answer.batches;
      total.rejected += sent.answer.rejected;
      if (sent.answer.left === 0 || sent.answer.batches === 0) break;
    }
    setBusy(false);
    if (message !== null) notify({ color: 'red', title: 'Not all are tried again', message });
    notify({
      color: 'green',
      message:
        total.batches === 0
          ? 'There is nothing to try again: such batches are being read already, or are not kept any more.'
          : `${formatCount(total.rejected, 'rejected record')} in ${formatCount(total.batches, 'batch', 'batches')}: read again now. What was counted is not counted twice.`,
    });
    router.refresh();
  }
  if (!offered) return null;
  return (
    <button type="button" className={buttons.button} onClick={run} disabled={busy}>
      {busy ? 'Working…' : 'Try rejects again'}
    </button>
  );
}
