import type { ReactNode } from 'react';
import downloadStyles from './downloads.module.css';
import page from './page.module.css';

interface Downloadable {
  table: string;
  /** What narrows it, with its question mark, as on its page. */
  query?: string;
  what: string;
}

/** What stands over a list: a sentence about it, and the ways to take it along. */
export function ListNote({ children, ...downloadable }: Downloadable & { children: ReactNode }) {
  return (
    <div className={page.over}>
      <p className={page.note}>{children}</p>
      <Downloads {...downloadable} />
    </div>
  );
}

/** The ways to take a table along: all its rows, not only those of this page. */
export function Downloads({ table, query = '', what }: Downloadable) {
  return (
    <span className={downloadStyles.downloads}>
      {(['csv', 'json'] as const).map((kind) => (
        <a key={kind} href={`/export/${table}.${kind}${query}`} download>
          <span className={page.hidden}>{what} as </span>
          {kind.toUpperCase()}
        </a>
      ))}
    </span>
  );
}
