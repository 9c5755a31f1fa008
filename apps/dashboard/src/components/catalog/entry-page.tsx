import type { CatalogPage } from '@turnaway/contracts/catalog-query';
import { formatErrorCode } from '@turnaway/contracts/error-code';
import code from '@/components/code/code.module.css';
import { CodeLine } from '@/components/code/code-line';
import { CodeFacts } from '@/components/code/facts';
import { MoreAbout } from '@/components/code/more-about';
import { Variants } from '@/components/code/variants';
import { WhatToDo } from '@/components/code/what-to-do';
import { Link } from '@/components/link';
import { DecideButton } from '@/components/overrides/decide-button';
import { DecidedHere } from '@/components/overrides/decided-here';
import { PageHeader } from '@/components/page';
import page from '@/components/page.module.css';
import { findErrorDetail, getCatalogPage } from '@/lib/api';
import { seenHref } from '@/lib/catalog-links';
import { formatAgo, formatCount } from '@/lib/format';
import { readView } from '@/lib/read-view';
import { getAudience, getNow } from '@/lib/request';
import { one, type SearchParams } from '@/lib/view';
import styles from './catalog.module.css';

/** The catalog's page about one error code, apart from whether it occurs here. */
export async function EntryPage({
  system,
  code: asked,
  params,
}: {
  system: string;
  code: string;
  params: SearchParams;
}) {
  const variant = one(params.variant);
  const [entry, audience] = await Promise.all([getCatalogPage(system, asked, variant), getAudience()]);
  return (
    <>
      <PageHeader title={formatErrorCode(entry)} parent={{ href: '/catalog', label: 'Catalog' }}>
        {entry.override === null && (
          <DecideButton
            label="Decide differently here"
            errorCode={entry}
            held={entry}
            override={null}
            hasVariants={entry.variant === null && entry.variants.length > 0}
          />
        )}
      </PageHeader>
      <h2 className={code.title}>{entry.title}</h2>
      <CodeLine errorCode={entry} entry={entry} />
      {entry.override !== null && <DecidedHere override={entry.override} held={entry} />}
      <div className={code.columns}>
        <div>
          <p className={code.summary}>{entry.summary}</p>
          {entry.when !== null && <p className={code.summary}>This cause of it is told by: {entry.when}</p>}
          <SeenHere entry={entry} />
          <WhatToDo entry={entry} preferred={audience} />
          <Variants variants={entry.variants} shown={entry} />
          <MoreAbout entry={entry} />
        </div>
        <aside className={code.side} aria-label="Facts">
          <CodeFacts codeClass={{ ...entry, known: true }} entry={entry} />
        </aside>
      </div>
    </>
  );
}

/** Whether this install meets the code at all, and the way to whom it hits. */
async function SeenHere({ entry }: { entry: CatalogPage }) {
  const now = getNow();
  const { system, code: own, variant } = entry;
  const detail = await findErrorDetail(readView({ range: '30d' }, now), system, own, variant ?? undefined);
  return (
    <p className={styles.seen}>
      {detail === null || detail.events === 0 ? (
        <span className={page.note}>
          Not seen here in the last 30 days
          {detail?.lastSeenAt && `; last ${formatAgo(detail.lastSeenAt, now)}`}.
        </span>
      ) : (
        <Link className={page.more} href={seenHref(entry)}>
          Seen here: {formatCount(detail.events, 'time')} in the last 30 days, by{' '}
          {formatCount(detail.people, 'person', 'people')} →
        </Link>
      )}
    </p>
  );
}
