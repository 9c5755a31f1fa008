'use client';

import type { Explanation } from '@turnaway/contracts/catalog-entry';
import { formatErrorCode } from '@turnaway/contracts/error-code';
import { actorLabels, causeLabels } from '@turnaway/contracts/words';
import { type FormEvent, useState } from 'react';
import { Link } from '@/components/link';
import page from '@/components/page.module.css';
import { send } from '@/lib/browser-api';
import { catalogHref } from '@/lib/code-links';
import styles from './explain.module.css';

/** The box and its answers. It is sent in a body, never in the address: a pasted text may name people. */
export function ExplainBox() {
  const [text, setText] = useState('');
  const [found, setFound] = useState<Explanation[] | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const sent = await send<{ explanations: Explanation[] }>('POST', '/api/explain', { text });
    setBusy(false);
    setFault(sent.ok ? null : sent.message);
    setFound(sent.ok ? sent.answer.explanations : null);
  }
  return (
    <>
      <form onSubmit={submit} className={styles.form}>
        <label className={page.hidden} htmlFor="text">
          Text to explain
        </label>
        <textarea
          id="text"
          rows={7}
          required
          maxLength={65_536}
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder="AADSTS50126: Error validating credentials due to invalid username or password."
          spellCheck={false}
        />
        <button type="submit" className={page.primary} disabled={busy || text.trim() === ''}>
          {busy ? 'Looking it up…' : 'Explain'}
        </button>
      </form>
      <div aria-live="polite">
        {fault !== null && <p className={page.fault}>{fault}</p>}
        {found?.length === 0 && (
          <div className={page.empty}>
            <strong>Nothing in the catalog fits</strong>
            <p>Try the error code alone, such as AADSTS50126, or more of the message.</p>
          </div>
        )}
        {found?.map((explanation) => (
          <Answer key={formatErrorCode(explanation.entry)} explanation={explanation} />
        ))}
      </div>
    </>
  );
}

function Answer({
  explanation: { entry, match, matched, certainty, variants },
}: {
  explanation: Explanation;
}) {
  const mover = entry.actor === 'idp-operator' || entry.actor === 'nobody' ? 'help-desk' : entry.actor;
  const steps = entry.hints[mover] ?? entry.hints['help-desk'] ?? [];
  return (
    <article className={styles.answer}>
      <h2>
        <Link href={catalogHref(entry)}>{entry.title}</Link>
      </h2>
      <p className={page.note}>
        <code>{formatErrorCode(entry)}</code> ·{' '}
        {entry.cause === null ? 'no failure' : causeLabels[entry.cause]} · whose move:{' '}
        {actorLabels[entry.actor]}
      </p>
      <p>{entry.summary}</p>
      {steps.length > 0 && (
        <ol>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      <p className={page.note}>
        Found by its {match}: <code>{matched}</code>, {Math.round(certainty * 100)}% sure.
        {variants.length > 1 && ` It has ${variants.length} variants.`}{' '}
        <Link className={page.more} href={catalogHref(entry)}>
          All about it →
        </Link>
      </p>
    </article>
  );
}
