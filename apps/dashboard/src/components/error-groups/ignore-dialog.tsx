'use client';

import { Modal, NativeSelect, NumberInput } from '@mantine/core';
import type { IgnoreCondition } from '@turnaway/contracts/error-groups';
import { type FormEvent, useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';

const dayMs = 86_400_000;
const conditions = [
  { value: 'for-good', label: 'For good' },
  { value: 'events', label: 'Until so many more events' },
  { value: 'people', label: 'Until so many more people' },
  { value: 'time', label: 'For some days' },
];
const countLabels = { events: 'More events', people: 'More people', time: 'Days' } as const;

/** Asks until when groups are to be ignored. */
export function IgnoreDialog({
  what,
  onClose,
  onChoose,
}: {
  /** Such as "3 error groups". */
  what: string;
  onClose: () => void;
  onChoose: (ignore: IgnoreCondition) => void;
}) {
  const [until, setUntil] = useState('for-good');
  const [count, setCount] = useState(100);
  const counted = until === 'events' || until === 'people' || until === 'time' ? until : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (counted === null) onChoose({ until: 'for-good' });
    else if (counted === 'time') {
      onChoose({ until: 'time', at: new Date(Date.now() + count * dayMs).toISOString() });
    } else onChoose({ until: counted, count });
  }
  return (
    <Modal opened onClose={onClose} title={`Ignore ${what}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} className={forms.form}>
        <NativeSelect
          label="Until when"
          description="If it gets worse than that, it shows up as escalating."
          data={conditions}
          value={until}
          onChange={(event) => {
            setUntil(event.target.value);
            setCount(event.target.value === 'time' ? 7 : event.target.value === 'people' ? 10 : 100);
          }}
          data-autofocus
        />
        {counted !== null && (
          <NumberInput
            label={countLabels[counted]}
            value={count}
            onChange={(value) => setCount(Number(value))}
            min={1}
            max={counted === 'time' ? 3_650 : 1_000_000_000}
            allowDecimal={false}
            required
            withAsterisk={false}
          />
        )}
        <div className={forms.choices}>
          <button type="button" className={buttons.button} onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className={buttons.primary} disabled={counted !== null && count < 1}>
            Ignore
          </button>
        </div>
      </form>
    </Modal>
  );
}
