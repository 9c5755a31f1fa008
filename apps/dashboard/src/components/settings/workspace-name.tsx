'use client';

import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { Section } from '@/components/page';
import page from '@/components/page.module.css';
import { useSaveWorkspace } from './use-save-workspace';

/** What the workspace is called. */
export function WorkspaceName({ name }: { name: string }) {
  const [wanted, setWanted] = useState(name);
  const { submit, faults } = useSaveWorkspace(() => ({ name: wanted }), 'Saved.');
  return (
    <Section title="Workspace">
      <form onSubmit={submit} className={page.form}>
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
          <button type="submit" className={page.button}>
            Save
          </button>
        </div>
      </form>
    </Section>
  );
}
