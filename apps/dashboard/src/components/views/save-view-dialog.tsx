'use client';

import { Checkbox, TextInput } from '@mantine/core';
import type { SavedQuery, SavedView } from '@turnaway/contracts/saved-views';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
import { LateModal } from '@/components/late-modal';
import { send } from '@/lib/browser-api';

/** Asks for the name of a view, and whose it is to be. */
export function SaveViewDialog({
  opened,
  path,
  query,
  href,
  onClose,
}: {
  opened: boolean;
  path: string;
  query: SavedQuery;
  /** This page, with `__view__` where the id of the saved view goes. */
  href: string;
  onClose: () => void;
}) {
  const router = useRouter();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(true);
  const [fault, setFault] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const sent = await send<SavedView>('POST', '/api/views', { name, path, query, shared });
    if (!sent.ok) {
      setFault(sent.message);
      return;
    }
    onClose();
    setName('');
    router.push(href.replace('__view__', sent.answer.id));
  }
  return (
    <LateModal opened={opened} onClose={onClose} title="Save this view">
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
          <button type="button" className={buttons.button} onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className={buttons.primary}>
            Save
          </button>
        </div>
      </form>
    </LateModal>
  );
}
