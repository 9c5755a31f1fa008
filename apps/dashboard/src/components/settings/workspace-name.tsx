'use client';

import { TextInput } from '@mantine/core';
import { useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
import { Section } from '@/components/page';
import { useSaveWorkspace } from './use-save-workspace';

/** What the workspace is called. */
export function WorkspaceName({ name }: { name: string }) {
  const [wanted, setWanted] = useState(name);
  const { submit, faults } = useSaveWorkspace(() => ({ name: wanted }), 'Saved.');
  return (
    <Section title="Workspace">
      <form onSubmit={submit} className={forms.form}>
        <TextInput
          label="Name"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          maxLength={80}
          error={faults.form}
          required
          withAsterisk={false}
        />
        <div>
          <button type="submit" className={buttons.button}>
            Save
          </button>
        </div>
      </form>
    </Section>
  );
}
