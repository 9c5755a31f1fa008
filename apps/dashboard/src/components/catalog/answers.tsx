import type { TextDetail } from '@turnaway/contracts/catalog-entry';
import type { WorkspaceEntry, WorkspaceExplainResponse } from '@turnaway/contracts/code-override';
import { formatErrorCode } from '@turnaway/contracts/error-code';
import type { Audience } from '@turnaway/contracts/taxonomy';
import { textDetailLabels } from '@turnaway/contracts/words';
import { Fragment } from 'react';
import { EntryMarks } from '@/components/code/marks';
import { CopyButton } from '@/components/copy-button';
import empties from '@/components/empty.module.css';
import factStyles from '@/components/facts.module.css';
import { Link } from '@/components/link';
import page from '@/components/page.module.css';
import { catalogHref } from '@/lib/catalog-links';
import { formatCount } from '@/lib/format';
import { Answer } from './answer';
import styles from './explain.module.css';

const openMax = 3;
const openFrom = 0.85;

/** What a text means: its answers, best first, or plainly that there is none; and what it names beside its codes. */
export function Answers({
  found,
  busy,
  seen,
  audience,
}: {
  /** `null` before anything was asked. */
  found: WorkspaceExplainResponse | null;
  busy: boolean;
  /** How often codes were seen here; `null` while that is not known. */
  seen: ReadonlyMap<string, number> | null;
  audience: Audience | null;
}) {
  return (
    <>
      {/* It stands before there is an answer: a screen reader says only what changes in it. */}
      <p role="status" className={found === null ? page.hidden : page.note}>
        {found === null ? busy && 'Looking it up' : statusOf(found)}
      </p>
      {found === null ? (
        busy && <Skeleton />
      ) : (
        <Found found={found} busy={busy} seen={seen} audience={audience} />
      )}
    </>
  );
}

function Found({
  found: { explanations, nearest, details },
  busy,
  seen,
  audience,
}: {
  found: WorkspaceExplainResponse;
  busy: boolean;
  seen: ReadonlyMap<string, number> | null;
  audience: Audience | null;
}) {
  return (
    <div aria-busy={busy} className={busy ? styles.stale : undefined}>
      <Details details={details} />
      {explanations.length === 0 && <Nothing nearest={nearest} />}
      {explanations.map((explanation, place) => (
        <Answer
          key={formatErrorCode(explanation.entry)}
          explanation={explanation}
          opened={place === 0 || (place < openMax && explanation.certainty >= openFrom)}
          events={seen === null ? null : (seen.get(formatErrorCode(explanation.entry)) ?? 0)}
          audience={audience}
          requestId={requestIdOf(details)}
        />
      ))}
    </div>
  );
}

function statusOf({ explanations }: WorkspaceExplainResponse): string {
  if (explanations.length === 0) return 'No answer that is certain.';
  return explanations.length === 1
    ? 'One answer.'
    : `${formatCount(explanations.length, 'answer')}, best first.`;
}

/** What finds the very request again in the system's own log. */
function requestIdOf(details: readonly TextDetail[]): string | null {
  const kinds = ['request-id', 'correlation-id', 'trace-id'] as const;
  for (const wanted of kinds) {
    const found = details.find(({ kind }) => kind === wanted);
    if (found !== undefined) return found.value;
  }
  return null;
}

/** What the text names beside its codes, ready to be searched for elsewhere. */
function Details({ details }: { details: readonly TextDetail[] }) {
  if (details.length === 0) return null;
  return (
    <section aria-label="Named in the text" className={styles.details}>
      <h2>Named in the text</h2>
      <dl className={factStyles.facts}>
        {details.map(({ kind, value }) => (
          <Fragment key={`${kind} ${value}`}>
            <dt>{textDetailLabels[kind]}</dt>
            <dd>
              <code>{value}</code>{' '}
              <CopyButton plain text={value} what={`${textDetailLabels[kind].toLowerCase()} ${value}`} />
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

function Nothing({ nearest }: { nearest: readonly WorkspaceEntry[] }) {
  return (
    <div className={empties.empty}>
      <strong>The catalog has no certain answer to this</strong>
      <p>
        Try the error code alone, such as AADSTS50126, or paste more of the message. If it is a code that the
        catalog lacks, it is counted and listed under <Link href="/unknown-codes">unknown codes</Link> all the
        same.
      </p>
      {nearest.length > 0 && (
        <>
          <p>These come nearest, which is not to say that they fit:</p>
          <ul className={styles.nearest}>
            {nearest.map((entry) => (
              <li key={formatErrorCode(entry)}>
                <Link href={catalogHref(entry)}>{entry.title}</Link> <code>{formatErrorCode(entry)}</code>{' '}
                <EntryMarks entry={entry} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** In the shape of an answer, so that nothing jumps when it comes. */
function Skeleton() {
  return (
    <div className={styles.skeleton} aria-hidden="true">
      <i />
      <i />
      <i />
      <i />
    </div>
  );
}
