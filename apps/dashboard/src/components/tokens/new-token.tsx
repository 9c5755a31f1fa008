'use client';

import { TextInput } from '@mantine/core';
import type { Role } from '@turnaway/contracts/roles';
import type { NewApiToken } from '@turnaway/contracts/session';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
import { RoleChoice } from '@/components/members/role-choice';
import page from '@/components/page.module.css';
import { useMay } from '@/components/rights/rights';
import { ShownOnce } from '@/components/shown-once';
import { send } from '@/lib/browser-api';

/** Makes an API token, with a role up to the maker's own, and shows it once. */
export function NewToken() {
  const router = useRouter();
  const ownsMembers = useMay('members');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [made, setMade] = useState<NewApiToken | null>(null);
  const [fault, setFault] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const sent = await send<NewApiToken>('POST', '/api/api-tokens', { name, role });
    if (!sent.ok) {
      setFault(sent.message);
      return;
    }
    setFault(null);
    setName('');
    setMade(sent.answer);
    router.refresh();
  }
  return (
    <form onSubmit={submit} className={forms.form}>
      <TextInput
        label="Name"
        description="What uses it"
        value={name}
        onChange={(event) => setName(event.target.value)}
        maxLength={80}
        required
        withAsterisk={false}
      />
      <RoleChoice value={role} onChange={setRole} upTo={ownsMembers ? 'owner' : 'admin'} />
      <p role="alert" className={forms.fault}>
        {fault}
      </p>
      <button type="submit" className={buttons.primary}>
        Make a token
      </button>
      <ShownOnce
        title={`New token “${made?.name ?? ''}”`}
        secret={made?.token ?? null}
        onClose={() => setMade(null)}
      >
        <p className={page.note}>Programs send it as Authorization: Bearer, followed by the token.</p>
      </ShownOnce>
    </form>
  );
}
