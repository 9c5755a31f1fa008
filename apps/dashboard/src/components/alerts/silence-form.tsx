'use client';

import { NativeSelect, TextInput } from '@mantine/core';
import type { Silence } from '@turnaway/contracts/silences';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
import { send } from '@/lib/browser-api';
import { notify } from '@/lib/notify';
import type { SilenceScope } from './silence-scopes';

const hourMs = 3_600_000;
const lengths = [
  { value: '1', label: '1 hour' },
  { value: '4', label: '4 hours' },
  { value: '24', label: '1 day' },
  { value: '168', label: '1 week' },
  { value: '720', label: '30 days' },
];
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Keeps alerts quiet for a while: what, how long, in which hours, and why. */
export function SilenceForm({
  scopes,
  timeZone,
  why = '',
}: {
  scopes: SilenceScope[];
  timeZone: string;
  /** What stands as the reason until somebody writes another. */
  why?: string;
}) {
  const router = useRouter();
  const [scope, setScope] = useState('0');
  const [hours, setHours] = useState('4');
  const [comment, setComment] = useState(why);
  const [weekly, setWeekly] = useState(false);
  const [chosenDays, setChosenDays] = useState<number[]>([0, 1, 2, 3, 4, 5, 6]);
  const [from, setFrom] = useState('22:00');
  const [to, setTo] = useState('06:00');
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const sent = await send<Silence>('POST', '/api/silences', {
      matchers: scopes[Number(scope)]?.matchers ?? {},
      endsAt: new Date(Date.now() + Number(hours) * hourMs).toISOString(),
      recurrence: weekly ? { days: chosenDays, from, to, timeZone } : null,
      comment,
    });
    setBusy(false);
    if (!sent.ok) {
      setFaults({ ...sent.fields, form: sent.message });
      return;
    }
    setFaults({});
    setComment('');
    notify({ color: 'green', message: 'These alerts are kept quiet. They are still recorded.' });
    router.refresh();
  }
  return (
    <form onSubmit={submit} className={forms.form}>
      <NativeSelect
        label="Keep quiet"
        data={scopes.map(({ label }, place) => ({ value: String(place), label }))}
        value={scope}
        onChange={(event) => setScope(event.target.value)}
      />
      <NativeSelect
        label="For"
        data={lengths}
        value={hours}
        onChange={(event) => setHours(event.target.value)}
      />
      <fieldset className={forms.options}>
        <legend>Hours</legend>
        <label>
          <input type="checkbox" checked={weekly} onChange={(event) => setWeekly(event.target.checked)} />
          Only at some hours of the week
        </label>
      </fieldset>
      {weekly && (
        <>
          <fieldset className={forms.options}>
            <legend>Days that the hours begin on</legend>
            {days.map((name, day) => (
              <label key={name}>
                <input
                  type="checkbox"
                  checked={chosenDays.includes(day)}
                  onChange={(event) =>
                    setChosenDays(
                      event.target.checked
                        ? [...chosenDays, day].sort((a, b) => a - b)
                        : chosenDays.filter((item) => item !== day),
                    )
                  }
                />
                {name}
              </label>
            ))}
          </fieldset>
          <div className={forms.row}>
            <TextInput
              label="From"
              type="time"
              value={from}
              onChange={(event) => setFrom(event.target.value)}
              error={faults['recurrence.from']}
            />
            <TextInput
              label="To"
              type="time"
              description={to <= from ? 'On the next day.' : undefined}
              value={to}
              onChange={(event) => setTo(event.target.value)}
              error={faults['recurrence.to']}
            />
          </div>
        </>
      )}
      <TextInput
        label="Why"
        placeholder="Planned work on the VPN"
        value={comment}
        onChange={(event) => setComment(event.target.value)}
        error={faults.comment}
        maxLength={1_000}
        required
        withAsterisk={false}
      />
      {faults.form !== undefined && (
        <p role="alert" className={forms.fault}>
          {faults.form}
        </p>
      )}
      <div>
        <button type="submit" className={buttons.primary} disabled={busy}>
          {busy ? 'Saving…' : 'Silence'}
        </button>
      </div>
    </form>
  );
}
