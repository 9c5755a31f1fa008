'use client';

import { Modal, NativeSelect } from '@mantine/core';
import type { Member } from '@turnaway/contracts/members';
import type { Page } from '@turnaway/contracts/page';
import { type FormEvent, useEffect, useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
import { send } from '@/lib/browser-api';

/** Asks whom groups are to be given to. The members are fetched when it opens. */
export function AssignDialog({
  what,
  onClose,
  onChoose,
}: {
  /** Such as "3 error groups". */
  what: string;
  onClose: () => void;
  onChoose: (assignee: { id: string; name: string } | null) => void;
}) {
  const [members, setMembers] = useState<Member[] | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [chosen, setChosen] = useState('');
  useEffect(() => {
    let isOpen = true;
    void send<Page<Member>>('GET', '/api/members?limit=200').then((sent) => {
      if (!isOpen) return;
      if (!sent.ok) return setFault(sent.message);
      const mine = sent.answer.items.filter(({ isYou }) => isYou);
      setMembers([...mine, ...sent.answer.items.filter(({ isYou }) => !isYou)]);
      setChosen(mine[0]?.id ?? sent.answer.items[0]?.id ?? '');
    });
    return () => {
      isOpen = false;
    };
  }, []);

  function submit(event: FormEvent) {
    event.preventDefault();
    const member = members?.find(({ id }) => id === chosen);
    onChoose(member === undefined ? null : { id: member.id, name: member.email });
  }
  return (
    <Modal opened onClose={onClose} title={`Assign ${what}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} className={forms.form}>
        <NativeSelect
          label="Looked after by"
          data={[
            ...(members ?? []).map(({ id, email, isYou }) => ({
              value: id,
              label: isYou ? `${email} (you)` : email,
            })),
            { value: '', label: 'Nobody' },
          ]}
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
          data-autofocus
        />
        {fault !== null && (
          <p role="alert" className={forms.fault}>
            {fault}
          </p>
        )}
        <div className={forms.choices}>
          <button type="button" className={buttons.button} onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className={buttons.primary} disabled={members === null}>
            Assign
          </button>
        </div>
      </form>
    </Modal>
  );
}
