'use client';

import type { Feed, NewIngestKey } from '@turnaway/contracts/feeds';
import { useState } from 'react';
import badges from '@/components/badge.module.css';
import buttons from '@/components/button.module.css';
import { CodeBlock } from '@/components/code-block';
import { Link } from '@/components/link';
import page from '@/components/page.module.css';
import { May } from '@/components/rights/rights';
import { send } from '@/lib/browser-api';
import { curlLine } from '@/lib/curl-line';
import styles from './overview.module.css';

/** The first two steps: a key, and the line that sends an example with it. */
export function FirstKey({ feed, publicUrl }: { feed: Pick<Feed, 'id' | 'name'> | null; publicUrl: string }) {
  const [key, setKey] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function makeKey() {
    if (feed === null) return;
    setBusy(true);
    const sent = await send<NewIngestKey>('POST', '/api/ingest-keys', { feedId: feed.id, name: 'first key' });
    setBusy(false);
    if (sent.ok) setKey(sent.answer.key);
    else setFault(sent.message);
  }
  return (
    <>
      <section className={styles.step} aria-label="Key">
        <b>1</b>
        <div className={styles.body}>
          <h2>Take an ingest key</h2>
          {feed === null ? (
            <p className={page.note}>
              There is no feed yet. <Link href="/feeds">Make one</Link>, then come back.
            </p>
          ) : (
            <p className={page.note}>
              Use the key that was printed in the terminal at the first start, or make one for the feed “
              {feed.name}” here. A key is shown once.
            </p>
          )}
          {key === null ? (
            <May right="settings">
              <button
                type="button"
                className={buttons.primary}
                onClick={makeKey}
                disabled={busy || feed === null}
              >
                {busy ? 'Making a key…' : 'Make a key'}
              </button>
            </May>
          ) : (
            <div className={styles.wide}>
              <CodeBlock text={key} label="Your ingest key" />
              <p className={page.note}>
                Keep it now: it is not shown again. It is in the line below already.
              </p>
            </div>
          )}
          {fault !== null && (
            <p role="alert" className={badges.worse}>
              {fault}
            </p>
          )}
        </div>
      </section>
      <section className={styles.step} aria-label="Send">
        <b>2</b>
        <div className={styles.body}>
          <h2>Send the example</h2>
          <p className={page.note}>In the folder of Turnaway, run:</p>
          <div className={styles.wide}>
            <CodeBlock text={curlLine(publicUrl, key)} label="Command that sends the example" />
          </div>
        </div>
      </section>
    </>
  );
}
