'use client';

import { Checkbox, Modal, TextInput } from '@mantine/core';
import type { SavedQuery, SavedView } from '@turnaway/contracts/saved-views';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
import { useMay } from '@/components/rights/rights';
import { send } from '@/lib/browser-api';

/** Keeps what is shown under a name, for oneself or for all members. */
export function SaveView({
  path,
  query,
  href,
}: {
  path: string;
  query: SavedQuery;
  /** This page, with `__view__` where the id of the saved view goes. */
  href: string;
}) {
  const router = useRouter();
  const offered = useMay('triage');
  const [asking, setAsking] = useState(false);
  const [name, setName] = useState('');
  const [shared, setShared] = useState(true);
  const [fault, setFault] = useState<string | null>(null);
  if (!offered) return null;

  async function submit(event: FormEvent) {
    event.preventDefault();
    const sent = await send<SavedView>('POST', '/api/views', { name, path, query, shared });
    if (!sent.ok) {
      setFault(sent.message);
      return;
    }
    setAsking(false);
    setName('');
    router.push(href.replace('__view__', sent.answer.id));
  }
  return (
    <>
      <button type="button" className={buttons.button} onClick={() => setAsking(true)} aria-haspopup="dialog">
        Save view
      </button>
      <Modal opened={asking} onClose={() => setAsking(false)} title="Save this view">
        <form onSubmit={submit} className={forms.form}>
          <TextInput
            label="Name"
            value={name}
            onChange={(event) => setName(event.target.value)}
            maxLength={80}
            required
            withAsterisk={false}
            data-autofocus
          />
          <Checkbox
            label="All members see it"
            checked={shared}
            onChange={(event) => setShared(event.target.checked)}
          />
          <p role="alert" className={forms.fault}>
            {fault}
          </p>
          <div className={forms.choices}>
            <button type="button" className={buttons.button} onClick={() => setAsking(false)}>
              Cancel
            </button>
            <button type="submit" className={buttons.primary}>
              Save
            </button>
          </div>
        </form>
      </Modal>
    </>
  );
}
