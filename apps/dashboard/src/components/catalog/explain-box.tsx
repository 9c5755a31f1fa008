'use client';

import type { ExplainResponse, Explanation } from '@turnaway/contracts/catalog-entry';
import { formatErrorCode } from '@turnaway/contracts/error-code';
import { actorLabels, causeLabels, textDetailLabels } from '@turnaway/contracts/words';
import { type FormEvent, Fragment, useState } from 'react';
import { Link } from '@/components/link';
import page from '@/components/page.module.css';
import { send } from '@/lib/browser-api';
import { catalogHref } from '@/lib/code-links';
import styles from './explain.module.css';

/** The box and its answers. It is sent in a body, never in the address: a pasted text may name people. */
export function ExplainBox() {
  const [text, setText] = useState('');
  const [found, setFound] = useState<ExplainResponse | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const sent = await send<ExplainResponse>('POST', '/api/explain', { text });
    setBusy(false);
    setFault(sent.ok ? null : sent.message);
    setFound(sent.ok ? sent.answer : null);
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
        {found !== null && <Details details={found.details} />}
        {found?.explanations.length === 0 && <Nearest nearest={found.nearest} />}
        {found?.explanations.map((explanation) => (
          <Answer key={formatErrorCode(explanation.entry)} explanation={explanation} />
        ))}
      </div>
    </>
  );
}

/** What the text names beside its code. */
function Details({ details }: Pick<ExplainResponse, 'details'>) {
  if (details.length === 0) return null;
  return (
    <dl className={page.facts}>
      {details.map(({ kind, value }) => (
        <Fragment key={value}>
          <dt>{textDetailLabels[kind]}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Nearest({ nearest }: Pick<ExplainResponse, 'nearest'>) {
  return (
    <div className={page.empty}>
      <strong>Nothing in the catalog fits for certain</strong>
      <p>Try the error code alone, such as AADSTS50126, or more of the message.</p>
      {nearest.length > 0 && (
        <>
          <p>Nearest:</p>
          <ul>
            {nearest.map((entry) => (
              <li key={formatErrorCode(entry)}>
                <Link href={catalogHref(entry)}>{entry.title}</Link> <code>{formatErrorCode(entry)}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Answer({ explanation: { entry, why, certainty, variants } }: { explanation: Explanation }) {
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
        {why} {Math.round(certainty * 100)}% sure.
        {variants.length > 1 && ` It has ${variants.length} variants.`}{' '}
        <Link className={page.more} href={catalogHref(entry)}>
          All about it →
        </Link>
      </p>
    </article>
  );
}
