'use client';

import { NativeSelect } from '@mantine/core';
import type { NewIngestKey } from '@turnaway/contracts/feeds';
import { keyPlaceholder } from '@turnaway/contracts/key-placeholder';
import type { SenderSetup } from '@turnaway/contracts/sender-setup';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import buttons from '@/components/button.module.css';
import { CodeBlock } from '@/components/code-block';
import forms from '@/components/form.module.css';
import page from '@/components/page.module.css';
import { send } from '@/lib/browser-api';
import { notify } from '@/lib/notify';
import styles from './feeds.module.css';

const kindLabels: Readonly<Record<SenderSetup['kind'], string>> = {
  shipper: 'Shippers',
  cloud: 'Clouds',
  'identity-provider': 'Identity providers',
};

/** Ready configurations for a feed: choose the sender, copy, done. A key that is made here is put into them. */
export function SenderSetups({ feedId, setups }: { feedId: string; setups: SenderSetup[] }) {
  const router = useRouter();
  const [chosen, setChosen] = useState(setups[0]?.id);
  const [key, setKey] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const setup = setups.find(({ id }) => id === chosen);

  async function makeKey() {
    setBusy(true);
    const sent = await send<NewIngestKey>('POST', '/api/ingest-keys', {
      feedId,
      name: setup === undefined ? 'ingest key' : setup.name.slice(0, 80),
    });
    setBusy(false);
    if (!sent.ok) {
      notify({ color: 'red', title: 'No key was made', message: sent.message });
      return;
    }
    setKey(sent.answer.key);
    router.refresh();
  }
  if (setup === undefined) return null;
  return (
    <div className={styles.setup}>
      <div className={forms.row}>
        <NativeSelect
          label="Sender"
          value={setup.id}
          onChange={(event) => setChosen(event.target.value)}
          data={Object.entries(kindLabels).map(([kind, group]) => ({
            group,
            items: setups
              .filter((item) => item.kind === kind)
              .map(({ id, name }) => ({ value: id, label: name })),
          }))}
        />
        <button type="button" className={buttons.button} onClick={makeKey} disabled={busy || key !== null}>
          {busy ? 'Making a key…' : key === null ? 'Put a new key in' : 'A new key is in'}
        </button>
      </div>
      <ol>
        {setup.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {setup.texts.map(({ label, text }) => (
        <div key={label}>
          <h3>{label}</h3>
          <CodeBlock
            text={key === null ? text : text.replaceAll(keyPlaceholder, key)}
            label={`${setup.name}: ${label}`}
          />
        </div>
      ))}
      <p className={page.note} aria-live="polite">
        {key === null
          ? `Replace ${keyPlaceholder} with a key of this feed, or have a new one put in.`
          : 'The new key is in the text above. Copy it now: it is not shown again.'}{' '}
        <a href={setup.docsUrl} rel="noreferrer">
          What {setup.name} says about it
        </a>
      </p>
    </div>
  );
}
