'use client';

import { NativeSelect } from '@mantine/core';
import { disclosures } from '@turnaway/contracts/disclosures';
import type { Privacy } from '@turnaway/contracts/privacy';
import { roles } from '@turnaway/contracts/roles';
import { useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
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
    <form onSubmit={submit} className={forms.form}>
      <div className={forms.fields}>
        {roles.map((role) => (
          <NativeSelect
            key={role}
            label={`To the role ${role}`}
            value={wanted[role]}
            onChange={({ target }) =>
              setWanted({
                ...wanted,
                [role]: disclosures.find((value) => value === target.value) ?? wanted[role],
              })
            }
            data={disclosures.map((value) => ({ value, label: disclosureWords[value] }))}
          />
        ))}
      </div>
      <p role="alert" className={forms.fault}>
        {faults.form}
      </p>
      <div>
        <button type="submit" className={buttons.button}>
          Save
        </button>
      </div>
    </form>
  );
}
