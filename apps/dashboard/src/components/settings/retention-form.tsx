'use client';

import { TextInput } from '@mantine/core';
import type { Workspace } from '@turnaway/contracts/feeds';
import { useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
import { useSaveWorkspace } from './use-save-workspace';

type Retention = Workspace['retention'];
const fields: { name: keyof Retention; label: string; description: string }[] = [
  { name: 'signInDays', label: 'Sign-ins (days)', description: 'Failures and prompts with all their fields' },
  {
    name: 'successDays',
    label: 'Sign-ins that passed (days)',
    description: 'Who, where and when alone, to tell answered prompts from abandoned ones',
  },
  { name: 'minuteRollupDays', label: 'Counts by minute (days)', description: 'Fine charts of recent days' },
  { name: 'hourRollupDays', label: 'Counts by hour (days)', description: 'Charts over months' },
  {
    name: 'originalHours',
    label: 'Records as sent (hours)',
    description: 'To be looked at beside a sign-in; 0 keeps none',
  },
  {
    name: 'originalMebibytes',
    label: 'Records as sent (MiB)',
    description: 'As sent, compressed; the oldest go first',
  },
];

/** How long each kind of data is kept. */
export function RetentionForm({ retention }: { retention: Retention }) {
  const [kept, setKept] = useState<Record<keyof Retention, string>>({
    signInDays: String(retention.signInDays),
    successDays: String(retention.successDays),
    minuteRollupDays: String(retention.minuteRollupDays),
    hourRollupDays: String(retention.hourRollupDays),
    originalHours: String(retention.originalHours),
    originalMebibytes: String(retention.originalMebibytes),
  });
  const { submit, faults } = useSaveWorkspace(
    () => ({ retention: Object.fromEntries(fields.map(({ name }) => [name, Number(kept[name])])) }),
    'Saved. Older data goes with the next cleaning.',
  );
  return (
    <form onSubmit={submit} className={forms.form}>
      <div className={forms.fields}>
        {fields.map(({ name, label, description }) => (
          <TextInput
            key={name}
            label={label}
            description={description}
            inputMode="numeric"
            // Below it, so that the fields of a row stand on one line however much there is to say.
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={kept[name]}
            onChange={(event) => setKept({ ...kept, [name]: event.target.value })}
            error={faults[`retention.${name}`] ?? faults[name]}
            required
            withAsterisk={false}
          />
        ))}
      </div>
      {faults.form !== undefined && (
        <p role="alert" className={forms.fault}>
          {faults.form}
        </p>
      )}
      <div>
        <button type="submit" className={buttons.button}>
          Save
        </button>
      </div>
    </form>
  );
}
