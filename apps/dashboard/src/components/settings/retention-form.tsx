'use client';

import { TextInput } from '@mantine/core';
import type { Workspace } from '@turnaway/contracts/feeds';
import { useState } from 'react';
import page from '@/components/page.module.css';
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
];

/** How many days each kind of data is kept. */
export function RetentionForm({ retention }: { retention: Retention }) {
  const [days, setDays] = useState<Record<keyof Retention, string>>({
    signInDays: String(retention.signInDays),
    successDays: String(retention.successDays),
    minuteRollupDays: String(retention.minuteRollupDays),
    hourRollupDays: String(retention.hourRollupDays),
  });
  const { submit, faults } = useSaveWorkspace(
    () => ({ retention: Object.fromEntries(fields.map(({ name }) => [name, Number(days[name])])) }),
    'Saved. Older data goes with the next cleaning.',
  );
  return (
    <form onSubmit={submit} className={page.form}>
      <div className={page.row}>
        {fields.map(({ name, label, description }) => (
          <TextInput
            key={name}
            label={label}
            description={description}
            inputMode="numeric"
            value={days[name]}
            onChange={(event) => setDays({ ...days, [name]: event.target.value })}
            error={faults[`retention.${name}`] ?? faults[name]}
            required
            withAsterisk={false}
          />
        ))}
      </div>
      {faults.form !== undefined && (
        <p role="alert" className={page.fault}>
          {faults.form}
        </p>
      )}
      <div>
        <button type="submit" className={page.button}>
          Save
        </button>
      </div>
    </form>
  );
}
