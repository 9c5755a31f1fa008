import type { ErrorGroupKey } from '@turnaway/contracts/error-groups';
import { Link } from '@/components/link';
import { Section } from '@/components/page';
import page from '@/components/page.module.css';
import pagers from '@/components/pager.module.css';
import { findErrorGroup } from '@/lib/api';
import { formatCount, formatDateTime } from '@/lib/format';
import { entryWords } from '@/lib/group-words';
import { getNow, getTimeZone } from '@/lib/request';
import { CommentForm } from './comment-form';
import styles from './error-groups.module.css';
import { appName } from './group-table';

const shown = '20';

/** What became of a group and what people said about it, the latest first. */
export async function GroupHistory({
  groupKey,
  canTriage,
  cursor,
  hrefOf,
}: {
  groupKey: ErrorGroupKey;
  canTriage: boolean;
  /** Where an earlier part of the history begins. */
  cursor: string | undefined;
  hrefOf: (cursor: string | null) => string;
}) {
  const [group, timeZone] = await Promise.all([
    findErrorGroup(groupKey, { cursor, limit: shown }),
    getTimeZone(),
  ]);
  if (group === null) return null;
  const { items, nextCursor, total } = group.history;
  const { system, code, variant, app } = groupKey;
  const query = new URLSearchParams({ app, ...(variant === null ? {} : { variant }) });
  const path = `/api/error-groups/${encodeURIComponent(system)}/${encodeURIComponent(code)}/comments?${query}`;
  const now = getNow();
  return (
    <Section
      title={`History and comments, ${appName(app)}`}
      aside={<span className={page.note}>{formatCount(total, 'entry', 'entries')}</span>}
    >
      {canTriage && <CommentForm path={path} />}
      {items.length === 0 ? (
        <p className={page.note}>Nothing was done about it and nothing was said yet.</p>
      ) : (
        <ol className={styles.history}>
          {items.map((entry) => (
            <li key={entry.id}>
              <time dateTime={entry.at}>{formatDateTime(entry.at, timeZone, now)}</time>
              <div>
                <b>{entry.by ?? 'By itself'}</b> {entryWords(entry)}
                {entry.text !== null &&
                  (entry.what === 'comment' ? (
                    <blockquote>{entry.text}</blockquote>
                  ) : (
                    <div className={page.note}>{entry.text}</div>
                  ))}
              </div>
            </li>
          ))}
        </ol>
      )}
      <nav className={pagers.pager} aria-label="Parts of the history">
        {cursor !== undefined && <Link href={hrefOf(null)}>Latest</Link>}
        {nextCursor !== null && <Link href={hrefOf(nextCursor)}>Earlier →</Link>}
      </nav>
    </Section>
  );
}
