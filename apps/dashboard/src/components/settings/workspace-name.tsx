'use client';

import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Section } from '@/components/page';
import page from '@/components/page.module.css';
import { send } from '@/lib/browser-api';

/** What the workspace is called. */
export function WorkspaceName({ name }: { name: string }) {
  const router = useRouter();
  const [wanted, setWanted] = useState(name);
  const [fault, setFault] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const sent = await send('PATCH', '/api/workspace', { name: wanted });
    setFault(sent.ok ? null : sent.message);
    if (!sent.ok) return;
    notifications.show({ color: 'green', message: 'Saved.' });
    router.refresh();
  }
  return (
    <Section title="Workspace">
      <form onSubmit={submit} className={page.form}>
        <TextInput
          label="Name"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          maxLength={80}
          error={fault}
          required
          withAsterisk={false}
        />
        <div>
          <button type="submit" className={page.button}>
            Save
          </button>
        </div>
      </form>
    </Section>
  );
}
