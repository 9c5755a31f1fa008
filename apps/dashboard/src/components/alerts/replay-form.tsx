'use client';

import { NativeSelect, TextInput } from '@mantine/core';
import type { Replay, ReplayInput } from '@turnaway/contracts/deliveries';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
import page from '@/components/page.module.css';
import { send } from '@/lib/browser-api';
import { notify } from '@/lib/notify';
import { fromWallClock, toWallClock } from '@/lib/time-zone';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Sends again what was sent to a channel within a time, such as the hours in which its receiver was away. */
export function ReplayForm({
  channelId,
  max,
  timeZone,
  now,
}: {
  channelId: string;
  /** Most messages that are sent again at once. */
  max: number;
  timeZone: string;
  /** At the end of the time that is filled in at the start: a day up to and with this minute. */
  now: string;
}) {
  const router = useRouter();
  const end = Date.parse(now) + minuteMs;
  const [from, setFrom] = useState(toWallClock(new Date(end - dayMs).toISOString(), timeZone));
  const [to, setTo] = useState(toWallClock(new Date(end).toISOString(), timeZone));
  const [which, setWhich] = useState<'failed' | 'all'>('failed');
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const [first, last] = [fromWallClock(from, timeZone), fromWallClock(to, timeZone)];
    if (first === null || last === null || first >= last) {
      setFault('Choose an end that is after the start.');
      return;
    }
    setBusy(true);
    const input: ReplayInput = {
      channelId,
      from: first,
      to: last,
      ...(which === 'failed' ? { status: which } : {}),
    };
    const sent = await send<Replay>('POST', '/api/deliveries/replay', input);
    setBusy(false);
    setFault(sent.ok ? null : sent.message);
    if (!sent.ok) return;
    notify({
      color: sent.answer.replayed === 0 ? 'gray' : 'green',
      message: wordsFor(sent.answer.replayed, max),
    });
    router.refresh();
  }
  return (
    <form onSubmit={submit} className={forms.form} aria-label="Send again">
      <p className={page.note}>
        The same messages by the same ids, the newest {max} at most. A receiver that knows an id can leave it
        out. Of alerts that have changed since, the latest message follows.
      </p>
      <div className={forms.row}>
        <TextInput
          label="What was sent between"
          type="datetime-local"
          value={from}
          onChange={(event) => setFrom(event.target.value)}
          required
          withAsterisk={false}
        />
        <TextInput
          label="and"
          type="datetime-local"
          value={to}
          onChange={(event) => setTo(event.target.value)}
          required
          withAsterisk={false}
        />
        <NativeSelect
          label="Which"
          data={[
            { value: 'failed', label: 'Those that failed' },
            { value: 'all', label: 'All, also those that arrived' },
          ]}
          value={which}
          onChange={(event) => setWhich(event.target.value === 'all' ? 'all' : 'failed')}
        />
      </div>
      {fault !== null && (
        <p role="alert" className={forms.fault}>
          {fault}
        </p>
      )}
      <div>
        <button type="submit" className={buttons.button} disabled={busy}>
          {busy ? 'Sending…' : 'Send again'}
        </button>
      </div>
    </form>
  );
}

function wordsFor(replayed: number, max: number): string {
  if (replayed === 0) return 'Nothing of that time is there to send again.';
  if (replayed === 1) return 'One message is being sent again. It shows up above.';
  if (replayed < max) return `${replayed} messages are being sent again. They show up above.`;
  return `The newest ${replayed} messages of that time are being sent again. For older ones, choose an earlier end.`;
}
