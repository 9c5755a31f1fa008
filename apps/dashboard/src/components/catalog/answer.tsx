import type { WorkspaceExplanation } from '@turnaway/contracts/code-override';
import type { Audience } from '@turnaway/contracts/taxonomy';
import code from '@/components/code/code.module.css';
import { CodeLine } from '@/components/code/code-line';
import { CodeFacts } from '@/components/code/facts';
import { MoreAbout } from '@/components/code/more-about';
import { SurenessBar } from '@/components/code/sureness';
import { Variants } from '@/components/code/variants';
import { WhatToDo } from '@/components/code/what-to-do';
import { Link } from '@/components/link';
import page from '@/components/page.module.css';
import { catalogHref, seenHref } from '@/lib/catalog-links';
import { formatCount } from '@/lib/format';
import styles from './explain.module.css';

/** One answer: how sure and why, then all that the catalog knows of it. Those that fit less are folded. */
export function Answer({
  explanation: { entry, why, certainty, variants },
  opened,
  events,
  audience,
  requestId,
}: {
  explanation: WorkspaceExplanation;
  opened: boolean;
  /** How often it was seen here in 30 days; `null` while that is not known. */
  events: number | null;
  audience: Audience | null;
  requestId: string | null;
}) {
  return (
    <details className={styles.answer} open={opened}>
      <summary>
        <h2>{entry.title}</h2>
        <SurenessBar certainty={certainty} />
      </summary>
      <CodeLine errorCode={entry} entry={entry} />
      <p className={styles.why}>{why}</p>
      <p className={code.summary}>{entry.summary}</p>
      {entry.when !== null && <p className={styles.why}>This cause of it is told by: {entry.when}</p>}
      <div className={code.columns}>
        <div>
          <WhatToDo entry={entry} preferred={audience} requestId={requestId} />
          <Variants variants={variants} shown={entry} />
          <MoreAbout entry={entry} />
        </div>
        <aside className={code.side} aria-label={`Facts: ${entry.title}`}>
          <CodeFacts codeClass={{ ...entry, known: true }} entry={entry} />
          <p className={styles.ways}>
            {events !== null && events > 0 && (
              <Link className={page.more} href={seenHref(entry)}>
                Seen here {formatCount(events, 'time')} in 30 days →
              </Link>
            )}
            {events === 0 && <span>Not seen here in 30 days</span>}
            <Link className={page.more} href={catalogHref(entry)}>
              Its page in the catalog →
            </Link>
          </p>
        </aside>
      </div>
    </details>
  );
}
