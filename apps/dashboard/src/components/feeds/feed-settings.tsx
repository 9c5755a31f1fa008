'use client';

import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { Feed } from '@turnaway/contracts/feeds';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
import { send } from '@/lib/browser-api';
import { notify } from '@/lib/notify';
import { draftOf, type FeedDraft, toPatch } from './feed-draft';
import { secretHelp, verificationLabels } from './verification-words';

/** The settings of a feed. */
export function FeedSettings({
  feed,
  systems,
  timeZones,
}: {
  feed: Feed;
  systems: { value: string; label: string }[];
  timeZones: string[];
}) {
  const router = useRouter();
  const [draft, setDraft] = useState(() => draftOf(feed));
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<FeedDraft>) => setDraft({ ...draft, ...part });

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const sent = await send<Feed>('PATCH', `/api/feeds/${encodeURIComponent(feed.id)}`, toPatch(draft, feed));
    setBusy(false);
    if (!sent.ok) {
      setFaults({ ...sent.fields, form: sent.message });
      return;
    }
    setFaults({});
    setDraft(draftOf(sent.answer));
    notify({ color: 'green', message: 'Saved. Senders meet it within seconds.' });
    router.refresh();
  }
  return (
    <form onSubmit={submit} className={forms.form}>
      <TextInput
        label="Name"
        value={draft.name}
        onChange={(event) => set({ name: event.target.value })}
        error={faults.name}
        maxLength={80}
        required
        withAsterisk={false}
      />
      <NativeSelect
        label="System"
        description="Who writes these logs. A hint wins over what the records look like."
        value={draft.systemHint}
        onChange={(event) => set({ systemHint: event.target.value })}
        error={faults.systemHint}
        data={[{ value: '', label: 'Told apart by itself' }, ...withCurrent(systems, draft.systemHint)]}
      />
      <TextInput
        label="Time zone"
        description="Of times that are logged without one."
        value={draft.timeZone}
        onChange={(event) => set({ timeZone: event.target.value })}
        error={faults.timeZone}
        list="feed-time-zones"
        required
        withAsterisk={false}
      />
      <datalist id="feed-time-zones">
        {timeZones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <NativeSelect
        label="Verification"
        description="What requests have to prove beside the key. Unsigned ones are then refused."
        value={draft.scheme}
        onChange={(event) => set({ scheme: event.target.value as FeedDraft['scheme'], secret: '' })}
        data={[
          { value: '', label: 'The key alone' },
          ...Object.entries(verificationLabels).map(([value, label]) => ({ value, label })),
        ]}
      />
      <VerificationFields draft={draft} feed={feed} faults={faults} set={set} />
      {faults.form !== undefined && (
        <p role="alert" className={forms.fault}>
          {faults.form}
        </p>
      )}
      <div>
        <button type="submit" className={buttons.button} disabled={busy}>
          {busy ? 'Saving…' : 'Save'}
        </button>
      </div>
    </form>
  );
}

function VerificationFields({
  draft,
  feed,
  faults,
  set,
}: {
  draft: FeedDraft;
  feed: Feed;
  faults: Record<string, string>;
  set: (part: Partial<FeedDraft>) => void;
}) {
  if (draft.scheme === '') return null;
  if (draft.scheme === 'pubsub') {
    return (
      <div className={forms.row}>
        <TextInput
          label="Audience"
          value={draft.audience}
          onChange={(event) => set({ audience: event.target.value })}
          error={faults['verification.audience']}
          required
          withAsterisk={false}
        />
        <TextInput
          label="Service account"
          type="email"
          value={draft.serviceAccount}
          onChange={(event) => set({ serviceAccount: event.target.value })}
          error={faults['verification.serviceAccount']}
          required
          withAsterisk={false}
        />
      </div>
    );
  }
  const isKept = feed.verification?.scheme === draft.scheme;
  return (
    <Textarea
      label="Secret"
      description={`${secretHelp[draft.scheme]}. It is kept encrypted and not shown again.`}
      placeholder={isKept ? 'kept; fill in to replace it' : ''}
      value={draft.secret}
      onChange={(event) => set({ secret: event.target.value })}
      error={faults['verification.secret'] ?? faults.verification}
      required={!isKept}
      withAsterisk={false}
      autoComplete="off"
      spellCheck={false}
      autosize
      minRows={1}
      maxRows={8}
    />
  );
}

/** A hint by the API may name a system that the catalog has no codes of. */
function withCurrent(systems: { value: string; label: string }[], current: string) {
  const isListed = current === '' || systems.some(({ value }) => value === current);
  return isListed ? systems : [...systems, { value: current, label: current }];
}
