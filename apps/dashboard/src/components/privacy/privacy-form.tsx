'use client';

import { NativeSelect } from '@mantine/core';
import { disclosureSchema, type Privacy } from '@turnaway/contracts/privacy';
import { roleSchema } from '@turnaway/contracts/roles';
import { useState } from 'react';
import page from '@/components/page.module.css';
import { useSaveWorkspace } from '@/components/settings/use-save-workspace';
import { disclosureWords } from '@/lib/role-words';

/** How people and addresses are shown to each role. */
export function PrivacyForm({ privacy }: { privacy: Privacy }) {
  const [wanted, setWanted] = useState(privacy);
  const { submit, faults } = useSaveWorkspace(
    () => ({ privacy: wanted }),
    'Saved. It holds from the next page on.',
  );
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
        {faults.form}
      </p>
      <div>
        <button type="submit" className={page.button}>
          Save
        </button>
      </div>
    </form>
  );
}
