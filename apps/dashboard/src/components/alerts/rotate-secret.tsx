'use client';

import { useState } from 'react';
import buttons from '@/components/button.module.css';
import { send } from '@/lib/browser-api';
import { notify } from '@/lib/notify';
import { ChannelSecret } from './channel-secret';

/** Renews a channel's signing secret and shows the new one once; for a day, messages carry both signatures. */
export function RotateSecret({ path }: { path: string }) {
  const [secret, setSecret] = useState<string | null>(null);
  async function rotate() {
    const sent = await send<{ secret: string }>('POST', `${path}/rotate-secret`);
    if (sent.ok) setSecret(sent.answer.secret);
    else notify({ color: 'red', title: 'The secret is as it was', message: sent.message });
  }
  return (
    <>
      <button type="button" className={buttons.button} onClick={rotate}>
        Renew the secret
      </button>
      <ChannelSecret secret={secret} onClose={() => setSecret(null)} />
    </>
  );
}
