'use client';

import type { Summary } from '@turnaway/contracts/readings';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Link } from '@/components/link';
import page from '@/components/page.module.css';
import { send } from '@/lib/browser-api';
import styles from './overview.module.css';

const everyMs = 2_000;

/** Asks every two seconds; with the first event the page becomes the Overview. */
export function WaitingForEvent({ batchArrived }: { batchArrived: boolean }) {
  const router = useRouter();
  const [batch, setBatch] = useState(batchArrived);
  const [trouble, setTrouble] = useState<string | null>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let stopped = false;
    async function look() {
      const sent = await send<Summary>('GET', '/api/summary');
      if (stopped) return;
      setTrouble(sent.ok ? null : sent.message);
      if (sent.ok) setBatch(sent.answer.newestBatchAt !== null);
      if (sent.ok && sent.answer.newestEventAt !== null) router.refresh();
      timer = setTimeout(look, everyMs);
    }
    timer = setTimeout(look, everyMs);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [router]);

  return (
    <div role="status">
      <p className={styles.waiting}>
        <i aria-hidden="true" />
        {batch ? 'A batch has arrived. Reading it…' : 'Waiting for the first event…'}
      </p>
      {batch && (
        <p className={page.note}>
          If this stays, no sign-in was found in it. See{' '}
          <Link href="/batches">what was read and why not</Link>.
        </p>
      )}
      {trouble !== null && <p className={page.note}>{trouble}</p>}
    </div>
  );
}
