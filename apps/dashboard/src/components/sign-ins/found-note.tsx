import type { SignIns } from '@turnaway/contracts/readings';
import { Link } from '@/components/link';
import page from '@/components/page.module.css';
import { formatCount, formatNumber } from '@/lib/format';

/** How many sign-ins there are; of a text, how it was looked for, and what was not looked at. */
export function FoundNote({
  list: { total, nextCursor, search },
  q,
  hrefOf,
  formatTime,
}: {
  list: Pick<SignIns, 'total' | 'nextCursor' | 'search'>;
  q: string;
  hrefOf: (own: Record<string, string | null>) => string;
  formatTime: (at: string) => string;
}) {
  const count = formatCount(total, 'sign-in');
  if (search === null) return <p className={page.note}>{count}</p>;
  return (
    <p className={page.note} role="status">
      {search.by === 'value' ? (
        <>
          {count} of “{q}”, as a person, an address or an id.{' '}
          <Link className={page.more} href={hrefOf({ match: 'text' })}>
            Find it in all text
          </Link>
        </>
      ) : (
        <>
          {count} with “{q}”
          {search.until !== null && search.lookedAt !== null && (
            <>
              {' '}
              among {formatNumber(search.lookedAt)}. What is older than {formatTime(search.until)} was not
              searched
              {nextCursor !== null && (
                <>
                  {': '}
                  <Link className={page.more} href={hrefOf({ cursor: nextCursor })}>
                    go on there
                  </Link>
                </>
              )}
            </>
          )}
          .
        </>
      )}{' '}
      <Link className={page.more} href={hrefOf({ q: null, match: null })}>
        Show all
      </Link>
    </p>
  );
}
