'use client';

import type { WorkspaceExplainResponse } from '@turnaway/contracts/code-override';
import type { Audience } from '@turnaway/contracts/taxonomy';
import { type FormEvent, type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
import page from '@/components/page.module.css';
import { send } from '@/lib/browser-api';
import { onTextHanded, takeHandedText } from '@/lib/explain-handover';
import { seenHere } from '@/lib/seen-here';
import { Answers } from './answers';
import styles from './explain.module.css';

/** After pasting, the reader may still want to see that it is the right text; then the answer comes by itself. */
const afterPasteMs = 350;

/** What still answers while the API, or its database, does not. */
const meanwhile = 'Meanwhile “turnaway explain” on the server’s command line tells what a code means.';

/** The box and its answers. It is sent in a body, never in the address: a pasted text may name people. */
export function ExplainBox({ audience }: { audience: Audience | null }) {
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const [found, setFound] = useState<WorkspaceExplainResponse | null>(null);
  const [seen, setSeen] = useState<ReadonlyMap<string, number> | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const latest = useRef(0);
  const pasted = useRef<ReturnType<typeof setTimeout>>(undefined);

  const explain = useCallback(async (asked: string) => {
    clearTimeout(pasted.current);
    if (asked.trim() === '') return;
    latest.current += 1;
    const turn = latest.current;
    setBusy(true);
    const sent = await send<WorkspaceExplainResponse>('POST', '/api/explain', { text: asked });
    // An answer to what was asked before must not take the place of a later one.
    if (turn !== latest.current) return;
    setBusy(false);
    setFault(sent.ok ? null : sent.status === 503 ? `${sent.message} ${meanwhile}` : sent.message);
    setFound(sent.ok ? sent.answer : null);
    setSeen(null);
    if (!sent.ok) return;
    const counts = await seenHere(
      sent.answer.explanations.map(({ entry }) => entry),
      new Date(),
    );
    if (turn === latest.current) setSeen(counts);
  }, []);

  useEffect(() => {
    box.current?.focus();
    const take = () => {
      const handed = takeHandedText();
      if (handed === null) return;
      setText(handed);
      explain(handed);
      box.current?.focus();
    };
    take();
    return onTextHanded(take);
  }, [explain]);

  function onPaste() {
    clearTimeout(pasted.current);
    pasted.current = setTimeout(() => explain(box.current?.value ?? ''), afterPasteMs);
  }
  function onKeyDown(event: KeyboardEvent) {
    // A single line is a question: Enter asks it. In more lines Enter is what it always is.
    const asks =
      event.key === 'Enter' && (event.metaKey || event.ctrlKey || (!event.shiftKey && !text.includes('\n')));
    if (!asks || event.nativeEvent.isComposing) return;
    event.preventDefault();
    explain(text);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    explain(text);
  }
  function clear() {
    clearTimeout(pasted.current);
    latest.current += 1;
    setText('');
    setFound(null);
    setFault(null);
    setBusy(false);
    box.current?.focus();
  }
  return (
    <>
      <form onSubmit={submit} className={styles.form}>
        <label className={page.hidden} htmlFor="text">
          Text to explain
        </label>
        <textarea
          ref={box}
          id="text"
          rows={6}
          required
          maxLength={65_536}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onPaste={onPaste}
          onKeyDown={onKeyDown}
          placeholder={
            'AADSTS50126\n0xC000006A\n“your administrator has configured the application to block users”'
          }
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
        />
        <div className={styles.under}>
          <button type="submit" className={buttons.primary} disabled={busy || text.trim() === ''}>
            {busy ? 'Looking it up…' : 'Explain'}
          </button>
          {text !== '' && (
            <button type="button" className={buttons.plain} onClick={clear}>
              Clear
            </button>
          )}
          <span className={styles.hint}>
            <kbd>Enter</kbd> explains a line, with <kbd>Ctrl</kbd> or <kbd>⌘</kbd> several. Pasted text is
            explained by itself.
          </span>
        </div>
      </form>
      {fault !== null && (
        <p role="alert" className={forms.fault}>
          {fault}
        </p>
      )}
      <Answers found={found} busy={busy} seen={seen} audience={audience} />
    </>
  );
}
