'use client';

import { Textarea } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import buttons from '@/components/button.module.css';
import { send } from '@/lib/browser-api';
import styles from './error-groups.module.css';

/** Adds a comment to a group. */
export function CommentForm({ path }: { path: string }) {
  const router = useRouter();
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const sent = await send('POST', path, { text });
    setBusy(false);
    setFault(sent.ok ? null : sent.message);
    if (!sent.ok) return;
    setText('');
    router.refresh();
  }
  return (
    <form onSubmit={submit} className={styles.comment}>
      <Textarea
        label="Comment"
        placeholder="What was found, what was done, who was told"
        value={text}
        onChange={(event) => setText(event.target.value)}
        error={fault}
        maxLength={4_000}
        autosize
        minRows={2}
        maxRows={10}
      />
      <div>
        <button type="submit" className={buttons.button} disabled={busy || text.trim() === ''}>
          {busy ? 'Saving…' : 'Comment'}
        </button>
      </div>
    </form>
  );
}
