'use client';

import { Modal, TextInput } from '@mantine/core';
import { readPseudonym, shownName } from '@turnaway/contracts/personal';
import type { Revealed } from '@turnaway/contracts/privacy';
import { type FormEvent, useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
import { useMay } from '@/components/rights/rights';
import { send } from '@/lib/browser-api';

/** A button beside a pseudonym that says who is behind it, once it is written down who asks and why. */
export function Reveal({ value }: { value: string }) {
  const offered = useMay('reveal');
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [revealed, setRevealed] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  if (!offered || readPseudonym(value) === null) return null;
  if (revealed !== null) return <output>{revealed}</output>;

  async function submit(event: FormEvent) {
    event.preventDefault();
    const sent = await send<Revealed>('POST', '/api/reveals', { token: value, reason });
    if (!sent.ok) {
      setFault(sent.message);
      return;
    }
    setAsking(false);
    setRevealed(sent.answer.value);
  }
  return (
    <>
      <button type="button" className={buttons.plain} onClick={() => setAsking(true)} aria-haspopup="dialog">
        Reveal
      </button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={`Who is ${shownName(value)}?`}>
        <form onSubmit={submit} className={forms.form}>
          <TextInput
            label="Why you look"
            description="Your name, the time and this are kept in the privacy log."
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            maxLength={500}
            data-autofocus
          />
          <p role="alert" className={forms.fault}>
            {fault}
          </p>
          <div className={forms.choices}>
            <button type="button" className={buttons.button} onClick={() => setAsking(false)}>
              Cancel
            </button>
            <button type="submit" className={buttons.primary}>
              Reveal and write it down
            </button>
          </div>
        </form>
      </Modal>
    </>
  );
}
