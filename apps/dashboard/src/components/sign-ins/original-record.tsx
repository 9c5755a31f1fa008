'use client';

import type { OriginalRecord as Original } from '@turnaway/contracts/original-record';
import { useState } from 'react';
import buttons from '@/components/button.module.css';
import { CodeBlock } from '@/components/code-block';
import forms from '@/components/form.module.css';
import page from '@/components/page.module.css';
import { useMay } from '@/components/rights/rights';
import { send } from '@/lib/browser-api';
import { formatCount } from '@/lib/format';

/** The record as its sender sent it, fetched when somebody asks for it: that is written down. */
export function OriginalRecord({ signInId }: { signInId: string }) {
  const offered = useMay('reveal');
  const [isLoading, setLoading] = useState(false);
  const [original, setOriginal] = useState<Original | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  if (!offered) return null;

  async function show() {
    setLoading(true);
    setFault(null);
    const sent = await send<Original>('GET', `/api/sign-ins/${encodeURIComponent(signInId)}/raw`);
    setLoading(false);
    if (sent.ok) setOriginal(sent.answer);
    else setFault(sent.message);
  }
  return (
    <>
      <h3>The record as it was sent</h3>
      {original === null ? (
        <p className={page.note}>
          <button type="button" className={buttons.button} onClick={show} disabled={isLoading}>
            {isLoading ? 'Looking for it…' : 'Show it'}
          </button>{' '}
          Kept for a while after it came in (see Settings, Retention). That you looked is written down.
        </p>
      ) : original.record === null ? (
        <p className={page.note} role="status">
          It is no longer kept. How long records stay as they were sent is set under Settings, Retention.
        </p>
      ) : (
        <>
          <p className={page.note} role="status">
            {original.masked === 0 ? 'Nothing' : formatCount(original.masked, 'value')} in it is masked as
            secret.
            {original.isCut && ' It is longer than this.'}
          </p>
          <CodeBlock label="Original record" text={original.record} />
        </>
      )}
      <p role="alert" className={forms.fault}>
        {fault}
      </p>
    </>
  );
}
