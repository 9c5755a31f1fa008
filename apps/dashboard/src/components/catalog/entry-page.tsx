import { formatErrorCode } from '@turnaway/contracts/error-code';
import { CodeFacts } from '@/components/code/facts';
import { MoreAbout } from '@/components/code/more-about';
import { WhatToDo } from '@/components/code/what-to-do';
import styles from '@/components/errors/errors.module.css';
import { Link } from '@/components/link';
import { PageHeader } from '@/components/page';
import page from '@/components/page.module.css';
import { getCatalogEntry } from '@/lib/api';
import { catalogHref } from '@/lib/code-links';
import { one, type SearchParams } from '@/lib/view';

/** The catalog's page about one error code, apart from whether it occurs here. */
export async function EntryPage({
  system,
  code,
  params,
}: {
  system: string;
  code: string;
  params: SearchParams;
}) {
  const variant = one(params.variant);
  const entry = await getCatalogEntry(system, code, variant);
  const here = catalogHref(entry);
  const separator = here.includes('?') ? '&' : '?';
  return (
    <>
      <PageHeader title={formatErrorCode(entry)} parent={{ href: '/catalog', label: 'Catalog' }}>
        <Link
          className={page.button}
          href={`/errors/${encodeURIComponent(system)}/${encodeURIComponent(code)}${variant === undefined ? '' : `?variant=${encodeURIComponent(variant)}`}`}
        >
          Who is affected here
        </Link>
      </PageHeader>
      <div className={styles.top}>
        <div>
          <h2 className={styles.title}>{entry.title}</h2>
          <p className={styles.code}>
            <code>{formatErrorCode(entry)}</code>
            {entry.name !== null && <code>{entry.name}</code>}
          </p>
          <p className={styles.summary}>{entry.summary}</p>
          {entry.when !== null && <p className={styles.summary}>This variant: {entry.when}</p>}
          <WhatToDo
            entry={entry}
            chosen={one(params.for)}
            hrefFor={(audience) => `${here}${separator}for=${audience}`}
          />
        </div>
        <aside className={styles.side} aria-label="Facts">
          <CodeFacts codeClass={{ ...entry, known: true }} entry={entry} />
        </aside>
      </div>
      <MoreAbout entry={entry} />
    </>
  );
}
