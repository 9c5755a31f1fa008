'use client';

import type { NewIngestKey } from '@turnaway/contracts/feeds';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import buttons from '@/components/button.module.css';
import { CodeBlock } from '@/components/code-block';
import page from '@/components/page.module.css';
import { useMay } from '@/components/rights/rights';
import { ShownOnce } from '@/components/shown-once';
import { send } from '@/lib/browser-api';
import { curlLine } from '@/lib/curl-line';
import { notify } from '@/lib/notify';

/** Makes an ingest key and shows it once, with the line that uses it. */
export function NewKey({
  feedId,
  feedName,
  publicUrl,
}: {
  feedId: string;
  feedName: string;
  publicUrl: string;
}) {
  const router = useRouter();
  const [key, setKey] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const offered = useMay('settings');
  async function make() {
    setBusy(true);
    const sent = await send<NewIngestKey>('POST', '/api/ingest-keys', { feedId });
    setBusy(false);
    if (!sent.ok) {
      notify({ color: 'red', title: 'No key was made', message: sent.message });
      return;
    }
    setKey(sent.answer.key);
    router.refresh();
  }
  if (!offered) return null;
  return (
    <>
      <button type="button" className={buttons.plain} onClick={make} disabled={busy}>
        {busy ? 'Making a key…' : 'Make a key'}
      </button>
      <ShownOnce title={`New key for “${feedName}”`} secret={key} onClose={() => setKey(null)}>
        <p className={page.note}>To try it:</p>
        <CodeBlock text={curlLine(publicUrl, key)} label="Command that sends the example" />
      </ShownOnce>
    </>
  );
}
