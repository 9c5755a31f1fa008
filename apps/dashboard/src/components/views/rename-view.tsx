'use client';

import { Modal, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
import { useMay } from '@/components/rights/rights';
import { send } from '@/lib/browser-api';

/** Gives a view another name; its link stays. */
export function RenameView({ id, name, isYours }: { id: string; name: string; isYours: boolean }) {
  const router = useRouter();
  const offered = useMay(isYours ? 'triage' : 'settings');
  const [asking, setAsking] = useState(false);
  const [wanted, setWanted] = useState(name);
  const [fault, setFault] = useState<string | null>(null);
  if (!offered) return null;

  async function submit(event: FormEvent) {
    event.preventDefault();
    const sent = await send('PATCH', `/api/views/${id}`, { name: wanted });
    setFault(sent.ok ? null : sent.message);
    if (!sent.ok) return;
    setAsking(false);
    router.refresh();
  }
  return (
    <>
      <button type="button" className={buttons.plain} onClick={() => setAsking(true)} aria-haspopup="dialog">
        Rename
      </button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={`Rename “${name}”`}>
        <form onSubmit={submit} className={forms.form}>
          <TextInput
            label="Name"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
            maxLength={80}
            error={fault}
            required
            withAsterisk={false}
            data-autofocus
          />
          <div className={forms.choices}>
            <button type="submit" className={buttons.primary}>
              Rename
            </button>
          </div>
        </form>
      </Modal>
    </>
  );
}
