'use client';

import type { Channel } from '@turnaway/contracts/channels';
import { useRouter } from 'next/navigation';
import { send } from '@/lib/browser-api';
import { notify } from '@/lib/notify';
import { ChannelForm } from './channel-form';

/** Changes a channel; its kind stays. */
export function EditChannel({ channel }: { channel: Channel }) {
  const router = useRouter();
  return (
    <ChannelForm
      channel={channel}
      action="Save"
      save={async ({ kind: _, ...input }) => {
        const sent = await send<Channel>('PATCH', `/api/channels/${encodeURIComponent(channel.id)}`, input);
        if (sent.ok) {
          notify({ color: 'green', message: 'Saved.' });
          router.refresh();
        }
        return sent;
      }}
    />
  );
}
