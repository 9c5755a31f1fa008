import { formatErrorCode } from '@turnaway/contracts/error-code';
import { shownName } from '@turnaway/contracts/personal';
import type { SignInRow } from '@turnaway/contracts/readings';
import { actorLabels, sourceLabels, systemLabel } from '@turnaway/contracts/words';
import type { ReactNode } from 'react';
import { CauseName } from '@/components/cause';
import { CodeBlock } from '@/components/code-block';
import { CopyButton } from '@/components/copy-button';
import factStyles from '@/components/facts.module.css';
import { Link } from '@/components/link';
import page from '@/components/page.module.css';
import { Reveal } from '@/components/privacy/reveal';
import { errorHref } from '@/lib/code-links';
import { filterValueLabel } from '@/lib/filter-words';
import { formatDateTime } from '@/lib/format';
import { type SubjectKind, subjectHref } from '@/lib/subjects';
import { type FilterName, hrefTo, only, type View } from '@/lib/view';
import { OriginalRecord } from './original-record';
import styles from './sign-ins.module.css';

/** All that is known of one sign-in, then the event as it was read. */
export function SignInDetail({
  row,
  view,
  timeZone,
  now,
  showsNames,
}: {
  row: SignInRow;
  view: View;
  timeZone: string;
  now: Date;
  /** Whether the reader sees people as they are: a record can name anybody. */
  showsNames: boolean;
}) {
  const { codeClass } = row;
  const own = (kind: SubjectKind, value: string | null) =>
    value === null ? null : (
      <>
        <Link href={subjectHref(view, kind, value)}>{shownName(value)}</Link> <Reveal value={value} />
      </>
    );
  const narrowed = (name: FilterName, value: string | null) =>
    value === null ? null : <Link href={hrefTo('/sign-ins', only(view, name, value))}>{value}</Link>;
  const atScreen = row.interactive === null ? null : row.interactive ? 'yes' : 'no';
  const copied = (value: string | null) =>
    value === null ? null : (
      <>
        <code>{value}</code> <CopyButton text={value} plain />
      </>
    );
  return (
    <div className={styles.detail}>
      <p>
        <code>{formatErrorCode(codeClass)}</code>{' '}
        <Link className={page.more} href={errorHref(view, codeClass)}>
          How to fix it, and who else →
        </Link>
      </p>
      {row.reasonText !== null && <blockquote>{row.reasonText}</blockquote>}
      <Facts
        facts={[
          ['When', `${formatDateTime(row.occurredAt, timeZone, now)} (${timeZone})`],
          ['Cause', <CauseName key="cause" cause={codeClass.cause} />],
          ['Whose move', actorLabels[codeClass.actor]],
          ['Issued by', sourceLabels[codeClass.source]],
          ['System', systemLabel(codeClass.system)],
          ['Carried by', row.carrier],
        ]}
      />
      <Facts
        facts={[
          ['Person', own('user', row.userName)],
          ['User id', row.userId === null ? null : shownName(row.userId)],
          ['App', own('app', row.app)],
          ['App id', row.appId],
          ['Resource', row.resource],
          ['Address', own('ip', row.ip)],
          ['Place', placeOf(row)],
          ['Client', narrowed('client', row.client)],
          ['Device', narrowed('device', row.device)],
          [
            row.policies.length === 1 ? 'Policy' : 'Policies',
            row.policies.length === 0
              ? null
              : row.policies.map((policy) => (
                  <span key={policy} className={styles.policy}>
                    {narrowed('policy', policy)}
                  </span>
                )),
          ],
          ['At the screen', narrowed('interactive', atScreen)],
        ]}
      />
      <Facts
        facts={[
          ['Correlation id', copied(row.correlationId)],
          ['Request id', copied(row.requestId)],
          ['Event id', <code key="event">{row.eventId}</code>],
          [
            'Feed',
            <Link key="feed" href={`/sign-ins?feed=${encodeURIComponent(row.feed.id)}`}>
              {row.feed.name}
            </Link>,
          ],
          [
            'Batch',
            <Link key="batch" href={`/batches/${encodeURIComponent(row.batchId)}`}>
              {row.batchId}
            </Link>,
          ],
        ]}
      />
      <h3>The event as it was read</h3>
      <CodeBlock label="Normalized event" text={JSON.stringify(row, null, 2)} />
      {showsNames && <OriginalRecord signInId={row.id} />}
    </div>
  );
}

function Facts({ facts }: { facts: [label: string, value: ReactNode][] }) {
  const told = facts.filter(([, value]) => value !== null);
  return (
    <dl className={factStyles.facts}>
      {told.map(([label, value]) => (
        <div key={label} className={styles.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function placeOf({ city, country }: SignInRow): string | null {
  const parts = [city, country === null ? null : filterValueLabel('country', country)].filter(
    (part) => part !== null,
  );
  return parts.length === 0 ? null : parts.join(', ');
}
