'use client';

import { NativeSelect } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { disclosureSchema, type Privacy } from '@turnaway/contracts/privacy';
import { roleSchema } from '@turnaway/contracts/roles';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import page from '@/components/page.module.css';
import { send } from '@/lib/browser-api';
import { disclosureWords } from '@/lib/role-words';

/** How people and addresses are shown to each role. */
export function PrivacyForm({ privacy }: { privacy: Privacy }) {
  const router = useRouter();
  const [wanted, setWanted] = useState(privacy);
  const [fault, setFault] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const sent = await send('PATCH', '/api/workspace', { privacy: wanted });
    setFault(sent.ok ? null : sent.message);
    if (!sent.ok) return;
    notifications.show({ color: 'green', message: 'Saved. It holds from the next page on.' });
    router.refresh();
  }
  return (
    <form onSubmit={submit} className={page.form}>
      <div className={page.row}>
        {roleSchema.options.map((role) => (
          <NativeSelect
            key={role}
            label={`To the role ${role}`}
            value={wanted[role]}
            onChange={(event) => setWanted({ ...wanted, [role]: disclosureSchema.parse(event.target.value) })}
            data={disclosureSchema.options.map((value) => ({ value, label: disclosureWords[value] }))}
          />
        ))}
      </div>
      <p role="alert" className={page.fault}>
        {fault}
      </p>
      <div>
        <button type="submit" className={page.button}>
          Save
        </button>
      </div>
    </form>
  );
}
