'use client';

import { TextInput } from '@mantine/core';
import type { NewInvitation } from '@turnaway/contracts/members';
import type { Role } from '@turnaway/contracts/roles';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
import page from '@/components/page.module.css';
import { ShownOnce } from '@/components/shown-once';
import { send } from '@/lib/browser-api';
import { RoleChoice } from './role-choice';

/** Invites somebody: makes a link, shown once, for the inviter to bring to them. */
export function Invite() {
  const router = useRouter();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('member');
  const [made, setMade] = useState<NewInvitation | null>(null);
  const [faults, setFaults] = useState<Record<string, string>>({});

  async function submit(event: FormEvent) {
    event.preventDefault();
    const sent = await send<NewInvitation>('POST', '/api/invitations', { email, role });
    if (!sent.ok) {
      setFaults({ ...sent.fields, form: sent.message });
      return;
    }
    setFaults({});
    setEmail('');
    setMade(sent.answer);
    router.refresh();
  }
  return (
    <form onSubmit={submit} className={forms.form}>
      <TextInput
        label="Email"
        type="email"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        error={faults.email}
        required
        withAsterisk={false}
      />
      <RoleChoice value={role} onChange={setRole} />
      <p role="alert" className={forms.fault}>
        {faults.email === undefined ? faults.form : null}
      </p>
      <button type="submit" className={buttons.primary}>
        Make an invitation link
      </button>
      <ShownOnce
        title={`Invitation of ${made?.email ?? ''}`}
        secret={made?.url ?? null}
        onClose={() => setMade(null)}
      >
        <p className={page.note}>
          Send this link to {made?.email}. Whoever opens it within a week becomes {made?.role} under this
          address, once.
        </p>
      </ShownOnce>
    </form>
  );
}
