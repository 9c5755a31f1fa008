'use client';

import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type ChannelKind, channelKinds } from '@turnaway/contracts/channel-kinds';
import type { Channel } from '@turnaway/contracts/channels';
import { type FormEvent, type ReactNode, useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
import type { Sent } from '@/lib/browser-api';
import { type ChannelDraft, draftOfChannel, toChannelInput } from './channel-draft';
import { ChannelPreview } from './channel-preview';

const kinds = Object.entries(channelKinds).map(([value, { label }]) => ({ value, label }));
const severities = [
  { value: 'critical', label: 'Critical' },
  { value: 'error', label: 'Error' },
  { value: 'warning', label: 'Warning' },
  { value: 'info', label: 'Info' },
];

/** The form of a channel, drawn from what its kind is made of. `save` sends it; a new channel's form empties then. */
export function ChannelForm<Answer>({
  channel,
  save,
  action,
}: {
  channel: Channel | null;
  save: (input: ReturnType<typeof toChannelInput>) => Promise<Sent<Answer>>;
  action: string;
}) {
  const [draft, setDraft] = useState(() => draftOfChannel(channel));
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const facts = channelKinds[draft.kind];
  const set = (part: Partial<ChannelDraft>) => setDraft({ ...draft, ...part });
  const bind = (field: keyof ChannelDraft, name: string = field) => ({
    value: draft[field],
    error: faults[name] ?? Object.entries(faults).find(([key]) => key.startsWith(`${name}.`))?.[1],
    onChange: (event: { target: { value: string } }) => set({ [field]: event.target.value }),
  });
  const has = (setting: (typeof facts.settings)[number]) => facts.settings.includes(setting);
  const isNew = channel === null;
  const keeps = !isNew && facts.addressIsSecret;

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const sent = await save(toChannelInput(draft));
    setBusy(false);
    if (!sent.ok) {
      setFaults({ ...sent.fields, form: sent.message });
      return;
    }
    setFaults({});
    setDraft(isNew ? draftOfChannel(null, draft.kind) : { ...draft, credential: '' });
  }

  return (
    <form onSubmit={submit} className={forms.form}>
      {isNew && (
        <NativeSelect
          label="Kind"
          data={kinds}
          value={draft.kind}
          onChange={(event) => {
            setFaults({});
            set({ kind: event.target.value as ChannelKind });
          }}
        />
      )}
      <TextInput
        label="Name"
        placeholder="On-call"
        maxLength={80}
        required
        withAsterisk={false}
        {...bind('name')}
      />
      <TextInput
        label={facts.addressLabel}
        description={keeps ? `Now at ${channel.url} Leave it empty to keep it.` : facts.addressHint}
        placeholder={facts.defaultUrl ?? undefined}
        maxLength={4_096}
        required={facts.defaultUrl === null && !keeps}
        withAsterisk={false}
        autoComplete="off"
        {...bind('url')}
      />
      {facts.credentialLabel !== null && (
        <TextInput
          type="password"
          label={facts.credentialLabel}
          description={isNew ? undefined : 'Leave it empty to keep the one that is stored.'}
          required={isNew && facts.credential === 'required'}
          withAsterisk={false}
          autoComplete="new-password"
          {...bind('credential')}
        />
      )}
      {has('severity') && (
        <NativeSelect label="Send alerts as" data={severities} {...bind('severity', 'settings.severity')} />
      )}
      {has('to') && (
        <>
          <TextInput label="From" placeholder="turnaway@example.com" {...bind('from', 'settings.from')} />
          <TextInput
            label="To"
            description="Several addresses with commas between them."
            placeholder="on-call@example.com"
            {...bind('to', 'settings.to')}
          />
          <TextInput
            label="User"
            description="If the server wants another name than the sender’s address."
            autoComplete="off"
            {...bind('user', 'settings.user')}
          />
        </>
      )}
      {has('body') && <TemplateFields bind={bind} />}
      {faults.form !== undefined && (
        <p role="alert" className={forms.fault}>
          {faults.form}
        </p>
      )}
      <div className={forms.row}>
        <button type="submit" className={buttons.primary} disabled={busy}>
          {busy ? 'Saving…' : action}
        </button>
        <ChannelPreview input={toChannelInput(draft)} />
      </div>
    </form>
  );
}

type Bind = (
  field: keyof ChannelDraft,
  name?: string,
) => { value: string; error: string | undefined; onChange: (event: { target: { value: string } }) => void };

function TemplateFields({ bind }: { bind: Bind }): ReactNode {
  return (
    <>
      <div className={forms.row}>
        <NativeSelect label="Method" data={['POST', 'PUT', 'PATCH']} {...bind('method', 'settings.method')} />
        <NativeSelect
          label="Content type"
          data={['application/json', 'application/x-www-form-urlencoded', 'text/plain']}
          {...bind('contentType', 'settings.contentType')}
        />
      </div>
      <Textarea
        label="More headers"
        description="One a line, such as X-Team: identity."
        autosize
        minRows={1}
        maxRows={6}
        {...bind('headers', 'settings.headers')}
      />
      <Textarea
        label="Body"
        description="A Mustache template: {{title}}, {{summary}}, {{state}}, {{#steps}}…{{/steps}}, {{data.counts.failures}} and all else that a webhook holds."
        autosize
        minRows={5}
        maxRows={20}
        maxLength={20_000}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--font-mono, monospace)' } }}
        {...bind('body', 'settings.body')}
      />
    </>
  );
}
