'use client';

import { TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
import { send } from '@/lib/browser-api';
import { notify } from '@/lib/notify';

/** Makes a feed, by its name. */
export function NewFeed() {
  const router = useRouter();
  const [name, setName] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  async function submit(event: FormEvent) {
    event.preventDefault();
    const sent = await send('POST', '/api/feeds', { name });
    if (!sent.ok) {
      setFault(sent.fields.name ?? sent.message);
      return;
    }
    setFault(null);
    setName('');
    notify({ color: 'green', message: 'The feed is there. Make a key for it next.' });
    router.refresh();
  }
  return (
    <form onSubmit={submit} className={`${forms.form} ${forms.row}`}>
      <TextInput
        label="Name"
        placeholder="Entra production"
        value={name}
        onChange={(event) => setName(event.target.value)}
        required
        withAsterisk={false}
        maxLength={80}
        error={fault}
      />
      <button type="submit" className={buttons.button}>
        Make the feed
      </button>
    </form>
  );
}
