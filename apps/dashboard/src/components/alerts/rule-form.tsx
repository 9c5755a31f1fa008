'use client';

import { NativeSelect, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { AlertRule, AlertRuleInput } from '@turnaway/contracts/alerts';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Link } from '@/components/link';
import page from '@/components/page.module.css';
import { formatWindow, measureLabels } from '@/lib/alert-words';
import { send } from '@/lib/browser-api';
import { draftOf, type RuleDraft, toRuleInput } from './rule-draft';
import { RulePreview } from './rule-preview';

const windowsMinutes = [5, 15, 30, 60, 240, 720, 1_440];

/** The form of a rule. What it watches is not in here but in the address, so the form keeps across its changes. */
export function RuleForm({
  rule,
  filter,
  channels,
}: {
  rule: AlertRule | null;
  filter: AlertRuleInput['filter'];
  channels: { id: string; name: string }[];
}) {
  const router = useRouter();
  const [draft, setDraft] = useState(() => draftOf(rule, channels));
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<RuleDraft>) => setDraft({ ...draft, ...part });
  const isRate = draft.measure === 'failure-rate';

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const input = toRuleInput(draft, filter);
    const sent =
      rule === null
        ? await send('POST', '/api/alert-rules', input)
        : await send('PATCH', `/api/alert-rules/${encodeURIComponent(rule.id)}`, input);
    setBusy(false);
    if (!sent.ok) {
      setFaults({ ...sent.fields, form: sent.message });
      return;
    }
    notifications.show({ color: 'green', message: `“${input.name}” is watched.` });
    router.push('/alerts/rules');
    router.refresh();
  }
  return (
    <form onSubmit={submit} className={page.form}>
      <TextInput
        label="Name"
        description="It stands in the alert: say what it is about."
        placeholder="VPN sign-ins fail"
        value={draft.name}
        onChange={(event) => set({ name: event.target.value })}
        error={faults.name}
        maxLength={120}
        required
        withAsterisk={false}
      />
      <div className={page.row}>
        <NativeSelect
          label="Count"
          value={draft.measure}
          onChange={(event) => set({ measure: event.target.value as RuleDraft['measure'] })}
          data={Object.entries(measureLabels).map(([value, label]) => ({ value, label }))}
        />
        <NativeSelect
          label="Within the last"
          value={draft.windowMinutes}
          onChange={(event) => set({ windowMinutes: Number(event.target.value) })}
          data={[...new Set([...windowsMinutes, draft.windowMinutes])]
            .sort((a, b) => a - b)
            .map((minutes) => ({ value: String(minutes), label: formatWindow(minutes) }))}
        />
      </div>
      <div className={page.row}>
        <TextInput
          label={isRate ? 'Fire at or above (%)' : 'Fire at or above'}
          inputMode="decimal"
          value={draft.threshold}
          onChange={(event) => set({ threshold: event.target.value })}
          error={faults.threshold}
          required
          withAsterisk={false}
        />
        <TextInput
          label={isRate ? 'Resolve at or below (%)' : 'Resolve at or below'}
          inputMode="decimal"
          value={draft.recovery}
          onChange={(event) => set({ recovery: event.target.value })}
          error={faults.recoveryThreshold}
          placeholder="half of it"
        />
        <TextInput
          label="Only with attempts"
          inputMode="numeric"
          value={draft.minimumAttempts}
          onChange={(event) => set({ minimumAttempts: event.target.value })}
          error={faults.minimumAttempts}
          placeholder="any number"
        />
      </div>
      <RulePreview measure={draft.measure} windowMinutes={draft.windowMinutes} filter={filter} />
      <fieldset className={page.options}>
        <legend>Tell</legend>
        {channels.length === 0 && (
          <p className={page.note}>
            There is no channel yet, so no one is told. The rule can be saved all the same.{' '}
            <Link href="/alerts/channels">Add a channel</Link>
          </p>
        )}
        {channels.map(({ id, name }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={draft.channelIds.includes(id)}
              onChange={(event) =>
                set({
                  channelIds: event.target.checked
                    ? [...draft.channelIds, id]
                    : draft.channelIds.filter((item) => item !== id),
                })
              }
            />
            {name}
          </label>
        ))}
      </fieldset>
      {faults.form !== undefined && (
        <p role="alert" className={page.fault}>
          {faults.form}
        </p>
      )}
      <div className={page.row}>
        <button type="submit" className={page.primary} disabled={busy}>
          {busy ? 'Saving…' : rule === null ? 'Make the rule' : 'Save'}
        </button>
      </div>
    </form>
  );
}
