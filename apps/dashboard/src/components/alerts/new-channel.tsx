'use client';

import { TextInput } from '@mantine/core';
import type { NewChannel as MadeChannel } from '@turnaway/contracts/alerts';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import page from '@/components/page.module.css';
import { send } from '@/lib/browser-api';
import { ChannelSecret } from './channel-secret';

/** Makes a webhook channel and shows its signing secret once. */
export function NewChannel() {
  const router = useRouter();
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [secret, setSecret] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const sent = await send<MadeChannel>('POST', '/api/channels', { name, kind: 'webhook', url });
    if (!sent.ok) {
      setFaults({ ...sent.fields, form: sent.message });
      return;
    }
    setFaults({});
    setName('');
    setUrl('');
    setSecret(sent.answer.secret);
    router.refresh();
  }
  return (
    <>
      <form onSubmit={submit} className={page.form}>
        <TextInput
          label="Name"
          placeholder="On-call"
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={faults.name}
          maxLength={80}
          required
          withAsterisk={false}
        />
        <TextInput
          label="Webhook address"
          description="It gets a POST with JSON, signed as Standard Webhooks says."
          type="url"
          placeholder="https://hooks.example.com/turnaway"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
          error={faults.url}
          maxLength={4_096}
          required
          withAsterisk={false}
        />
        {faults.form !== undefined && (
          <p role="alert" className={page.fault}>
            {faults.form}
          </p>
        )}
        <div>
          <button type="submit" className={page.primary}>
            Add the channel
          </button>
        </div>
      </form>
      <ChannelSecret secret={secret} onClose={() => setSecret(null)} />
    </>
  );
}
