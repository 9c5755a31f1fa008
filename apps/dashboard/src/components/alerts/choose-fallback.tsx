'use client';

import { NativeSelect } from '@mantine/core';
import type { Channel } from '@turnaway/contracts/channels';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import forms from '@/components/form.module.css';
import { send } from '@/lib/browser-api';
import { notify } from '@/lib/notify';

/** Chooses which channel is told when this one is switched off because nothing comes through. */
export function ChooseFallback({
  channel,
  others,
}: {
  channel: Channel;
  others: { id: string; name: string }[];
}) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);

  async function choose(id: string) {
    setBusy(true);
    const sent = await send<Channel>('PATCH', `/api/channels/${encodeURIComponent(channel.id)}`, {
      fallbackChannelId: id === '' ? null : id,
    });
    setBusy(false);
    notify(
      sent.ok
        ? { color: 'green', message: 'Saved.' }
        : { color: 'red', title: 'Not saved', message: sent.message },
    );
    router.refresh();
  }

  return (
    <div className={forms.form}>
      <NativeSelect
        label="Tell"
        description="After five days of failures only, or when the receiver says that it is gone, the channel is switched off."
        data={[
          { value: '', label: 'The other default channels' },
          ...others.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={channel.fallbackChannelId ?? ''}
        disabled={busy}
        onChange={(event) => choose(event.target.value)}
      />
    </div>
  );
}
