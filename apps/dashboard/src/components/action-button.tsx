'use client';

import type { Right } from '@turnaway/contracts/roles';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useMay } from '@/components/rights/rights';
import { send } from '@/lib/browser-api';
import { notify } from '@/lib/notify';
import buttons from './button.module.css';
import { useFetched } from './use-fetched';

/** A button that asks the API for one thing, says how it went, and shows the page anew. */
export function ActionButton({
  label,
  needs = 'settings',
  method,
  path,
  body,
  done,
  confirm,
  look = 'plain',
  goTo,
}: {
  label: string;
  /** Who has not this right is not offered it. */
  needs?: Right;
  method: 'POST' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  /** Said when it worked. */
  done: string;
  /** What cannot be taken back is asked about first, with what it means. */
  confirm?: string;
  look?: 'plain' | 'button' | 'danger';
  goTo?: string;
}) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [ConfirmDialog, askForDialog] = useFetched(() =>
    import('./confirm-dialog').then((module) => module.ConfirmDialog),
  );
  const offered = useMay(needs);

  async function run() {
    setAsking(false);
    setBusy(true);
    const sent = await send(method, path, body);
    setBusy(false);
    if (!sent.ok) {
      notify({ color: 'red', title: `${label}: not done`, message: sent.message });
      return;
    }
    notify({ color: 'green', message: done });
    if (goTo !== undefined) router.push(goTo);
    router.refresh();
  }
  if (!offered) return null;
  return (
    <>
      <button
        type="button"
        className={buttons[look]}
        disabled={busy}
        onClick={() => {
          if (confirm === undefined) return void run();
          askForDialog();
          setAsking(true);
        }}
      >
        {busy ? 'Working…' : label}
      </button>
      {confirm !== undefined && ConfirmDialog !== null && (
        <ConfirmDialog
          opened={asking}
          label={label}
          meaning={confirm}
          onClose={() => setAsking(false)}
          onConfirm={run}
        />
      )}
    </>
  );
}
