import { formatErrorCode } from '@turnaway/contracts/error-code';
import type { UnknownCode } from '@turnaway/contracts/unknown-code';
import { systemLabel } from '@turnaway/contracts/words';
import { EntryMarks } from '@/components/code/marks';
import { CodeBlock } from '@/components/code-block';
import { Link } from '@/components/link';
import { DecideButton } from '@/components/overrides/decide-button';
import page from '@/components/page.module.css';
import { catalogHref } from '@/lib/catalog-links';
import { errorHref, signInsHref } from '@/lib/code-links';
import { formatAgo, formatCount, formatDateTime } from '@/lib/format';
import { getNow, getTimeZone } from '@/lib/request';
import { hrefTo, only, type View } from '@/lib/view';
import styles from './unknown-codes.module.css';

/** One unknown code: how often, since when and where, in the system's words, what is near, and a draft of an entry. */
export async function UnknownCodeItem({ code, view }: { code: UnknownCode; view: View }) {
  const now = getNow();
  const timeZone = await getTimeZone();
  const name = formatErrorCode(code);
  return (
    <section className={styles.item} aria-label={name} data-row>
      <div className={styles.head}>
        <h2>
          <Link href={errorHref(view, code)}>
            <code>{name}</code>
          </Link>
        </h2>
        <span className={styles.system}>{systemLabel(code.system)}</span>
        <DecideButton label="Classify it here" errorCode={code} held={null} override={null} />
      </div>
      <p className={styles.facts}>
        <Link href={signInsHref(view, code)}>{formatCount(code.events, 'event')}</Link>
        <Link href={hrefTo('/breakdown/app', only(view, 'code', name))}>{formatCount(code.apps, 'app')}</Link>
        <span>first seen {formatDateTime(code.firstSeenAt, timeZone, now)}</span>
        <span>last seen {formatAgo(code.lastSeenAt, now)}</span>
      </p>
      <div className={page.two}>
        <div>
          <h3>In the system’s own words</h3>
          {code.reasonTexts.length === 0 ? (
            <p className={page.note}>The records say nothing beside the code.</p>
          ) : (
            <ul className={styles.words}>
              {code.reasonTexts.map(({ text, events }) => (
                <li key={text}>
                  {text} <span>({formatCount(events, 'time')})</span>
                </li>
              ))}
            </ul>
          )}
        </div>
        <div>
          <h3>Nearest in the catalog</h3>
          {code.nearest.length === 0 ? (
            <p className={page.note}>Nothing comes near.</p>
          ) : (
            <ul className={styles.nearest}>
              {code.nearest.map((entry) => (
                <li key={formatErrorCode(entry)}>
                  <Link href={catalogHref(entry)}>{entry.title}</Link> <code>{formatErrorCode(entry)}</code>{' '}
                  <EntryMarks entry={entry} />
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
      <details className={styles.draft}>
        <summary>A draft of its entry</summary>
        <p className={page.note}>
          It goes below <code>codes:</code> in <code>packages/catalog/data/systems/{code.system}.yaml</code>.
          Say what it means in your own words, then run <code>npm run catalog:check</code>.
        </p>
        <CodeBlock text={code.draft} label={`Draft of an entry for ${name}`} />
      </details>
    </section>
  );
}
