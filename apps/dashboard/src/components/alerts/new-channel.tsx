'use client';

import type { NewChannel as MadeChannel } from '@turnaway/contracts/channels';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { send } from '@/lib/browser-api';
import { notify } from '@/lib/notify';
import { ChannelForm } from './channel-form';
import { ChannelSecret } from './channel-secret';

/** Makes a channel, and shows the signing secret of a webhook once. */
export function NewChannel() {
  const router = useRouter();
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <ChannelForm
        channel={null}
        action="Add the channel"
        save={async (input) => {
          const sent = await send<MadeChannel>('POST', '/api/channels', input);
          if (sent.ok) {
            setSecret(sent.answer.secret);
            if (sent.answer.secret === null) {
              notify({
                color: 'green',
                message: `“${sent.answer.name}” is added. Send it a test.`,
              });
            }
            router.refresh();
          }
          return sent;
        }}
      />
      <ChannelSecret secret={secret} onClose={() => setSecret(null)} />
    </>
  );
}
