import downloadStyles from './downloads.module.css';
import page from './page.module.css';

/** The ways to take a table along: all its rows, not only those of this page. */
export function Downloads({
  table,
  query = '',
  what,
}: {
  table: string;
  /** What narrows it, with its question mark, as on its page. */
  query?: string;
  what: string;
}) {
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
