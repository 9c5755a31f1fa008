'use client';

import { NativeSelect, TextInput } from '@mantine/core';
import type { AlertRule } from '@turnaway/contracts/alerts';
import type { SignInFilter } from '@turnaway/contracts/filters';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Breakable } from '@/components/breakable';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
import { Link } from '@/components/link';
import page from '@/components/page.module.css';
import { send } from '@/lib/browser-api';
import { notify } from '@/lib/notify';
import { draftOf, draftOfKind, type RuleDraft, type RuleKind, toRuleInput } from './rule-draft';
import { RuleLifeFields } from './rule-life-fields';
import { RuleParamFields } from './rule-param-fields';
import { RulePreview } from './rule-preview';
import { RuleReplay } from './rule-replay';
import { ThresholdFields } from './threshold-fields';

/** The form of a rule. What it watches is not in here but in the address, so the form keeps across its changes. */
export function RuleForm({
  rule,
  filter,
  channels,
  kinds,
  timeZone,
}: {
  rule: AlertRule | null;
  filter: SignInFilter;
  channels: { id: string; name: string }[];
  kinds: readonly RuleKind[];
  timeZone: string;
}) {
  const router = useRouter();
  const [draft, setDraft] = useState(() => draftOf(rule, channels, kinds));
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<RuleDraft>) => setDraft({ ...draft, ...part });
  const chosen = kinds.find(({ kind }) => kind === draft.kind);

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
    notify({ color: 'green', message: `“${draft.name}” is watched.` });
    router.push('/alerts/rules');
    router.refresh();
  }
  return (
    <form onSubmit={submit} className={forms.form}>
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
      <NativeSelect
        label="Kind"
        description={chosen?.summary}
        value={draft.kind}
        onChange={(event) => {
          const next = kinds.find(({ kind }) => kind === event.target.value);
          if (next !== undefined) set(draftOfKind(next.kind, kinds));
        }}
        data={kinds.map(({ kind, label }) => ({ value: kind, label }))}
      />
      {draft.kind === 'threshold' ? (
        <ThresholdFields draft={draft} set={set} faults={faults} />
      ) : (
        <RuleParamFields
          params={draft.params}
          faults={faults}
          set={(name, value) => set({ params: { ...draft.params, [name]: value } })}
        />
      )}
      <RulePreview draft={draft} filter={filter} />
      <RuleLifeFields draft={draft} set={set} faults={faults} />
      {/* What another kind would have done is not shown while this one is looked at. */}
      <RuleReplay key={draft.kind} draft={draft} filter={filter} timeZone={timeZone} />
      <fieldset className={forms.options}>
        <legend>Tell</legend>
        {channels.length === 0 && (
          <p className={page.note}>
            There is no channel yet: alerts show here alone. The rule can be saved all the same.{' '}
            <Link href="/alerts/channels">Add a channel</Link>
          </p>
        )}
        {channels.length > 0 && draft.channelIds.length === 0 && (
          <p className={page.note}>With none chosen, the channels that are marked as default are told.</p>
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
            <span>
              <Breakable text={name} />
            </span>
          </label>
        ))}
      </fieldset>
      {faults.form !== undefined && (
        <p role="alert" className={forms.fault}>
          {faults.form}
        </p>
      )}
      <div className={forms.row}>
        <button type="submit" className={buttons.primary} disabled={busy}>
          {busy ? 'Saving…' : rule === null ? 'Make the rule' : 'Save'}
        </button>
      </div>
    </form>
  );
}
