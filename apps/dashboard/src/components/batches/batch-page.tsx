import type { BatchFailure } from '@turnaway/contracts/batch-facts';
import type { Batch } from '@turnaway/contracts/feeds';
import { rejectReasonLabels } from '@turnaway/contracts/words';
import { ActionButton } from '@/components/action-button';
import { Downloads } from '@/components/downloads';
import factStyles from '@/components/facts.module.css';
import { Link } from '@/components/link';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Empty, PageHeader, Pager, Section } from '@/components/page';
import page from '@/components/page.module.css';
import table from '@/components/table.module.css';
import { getBatch, getRejects } from '@/lib/api';
import { formatBytes, formatCount, formatDateTime, formatDuration, formatNumber } from '@/lib/format';
import { getNow, getTimeZone } from '@/lib/request';
import { one, type SearchParams } from '@/lib/view';
import { BatchStatus } from './batch-list';
import styles from './batches.module.css';

/** One batch: what became of its records, and those that could not be counted, each with the reason. */
export async function BatchPage({ id, params }: { id: string; params: SearchParams }) {
  const cursor = one(params.cursor);
  const [batch, rejects, timeZone] = await Promise.all([getBatch(id), getRejects(id, cursor), getTimeZone()]);
  const path = `/batches/${encodeURIComponent(id)}`;
  const troubled = batch.status === 'failed' || batch.rejected > 0;
  return (
    <>
      <LiveRefresh topics={['feeds']} />
      <PageHeader
        title={formatDateTime(batch.receivedAt, timeZone, getNow())}
        parent={{ href: '/batches', label: 'Batches' }}
      >
        {troubled && (
          <ActionButton
            look="button"
            label="Try again"
            method="POST"
            path={`/api${path}/retry`}
            done="The batch is being read again. What was counted is not counted twice."
          />
        )}
      </PageHeader>
      <BatchFacts batch={batch} timeZone={timeZone} />
      {batch.failure !== null && (
        <Section title="Why it failed">
          <p>
            {failureWords[batch.failure]} {batch.failureDetail}
          </p>
          <p className={page.note}>The bytes are kept as they came. Try again once the reason is gone.</p>
        </Section>
      )}
      <Section
        title={rejects.total === 0 ? 'Rejects' : `${formatCount(rejects.total, 'record')} not counted`}
        aside={
          rejects.total > 0 && (
            <Downloads table="rejects" query={`?batch=${encodeURIComponent(id)}`} what="All rejects" />
          )
        }
      >
        {rejects.items.length === 0 ? (
          <Empty title="Nothing was rejected">
            <p>
              {batch.status === 'received'
                ? 'The batch has not been read yet.'
                : 'All records were understood.'}
            </p>
          </Empty>
        ) : (
          <ul className={styles.rejects}>
            {rejects.items.map((reject) => (
              <li key={reject.index}>
                <p>
                  <b>{rejectReasonLabels[reject.reason]}</b>{' '}
                  <span className={page.note}>record {formatNumber(reject.index)}</span>
                </p>
                <p className={page.note}>{reject.detail}</p>
                <pre>{reject.excerpt}</pre>
              </li>
            ))}
          </ul>
        )}
        <Pager
          shown={rejects.items.length}
          total={rejects.total}
          firstHref={cursor === undefined ? null : path}
          nextHref={
            rejects.nextCursor === null ? null : `${path}?cursor=${encodeURIComponent(rejects.nextCursor)}`
          }
        />
      </Section>
    </>
  );
}

function BatchFacts({ batch, timeZone }: { batch: Batch; timeZone: string }) {
  const now = getNow();
  const skipped = Object.entries(batch.skippedKinds);
  return (
    <div className={`${page.two} ${page.measured}`}>
      <Section title="Batch">
        <dl className={factStyles.facts}>
          <dt>Status</dt>
          <dd>
            <BatchStatus batch={batch} />
          </dd>
          <dt>Feed</dt>
          <dd>
            <Link href={`/batches?feed=${encodeURIComponent(batch.feed.id)}`}>{batch.feed.name}</Link>
          </dd>
          <dt>Received</dt>
          <dd>{formatDateTime(batch.receivedAt, timeZone, now)}</dd>
          <dt>Counted</dt>
          <dd>
            {batch.doneAt === null ? 'not yet' : `${formatDuration(batch.receivedAt, batch.doneAt)} later`}
          </dd>
          <dt>Size</dt>
          <dd>
            {formatBytes(batch.bytes)} {batch.contentEncoding}
          </dd>
          <dt>Batch id</dt>
          <dd>
            <code>{batch.id}</code>
          </dd>
        </dl>
      </Section>
      <Section title="Records">
        <table aria-label="Rejects" className={table.table}>
          <tbody>
            {(
              [
                ['Accepted', batch.accepted],
                ['Duplicates, counted before', batch.duplicates],
                ['Rejected', batch.rejected],
                ['Not sign-ins', batch.skipped],
                ['In all', batch.records],
              ] as const
            ).map(([label, count]) => (
              <tr key={label}>
                <td>{label}</td>
                <td className={table.number}>{formatNumber(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {skipped.length > 0 && (
          <p className={page.note}>
            Not sign-ins: {skipped.map(([kind, count]) => `${kind} (${formatNumber(count)})`).join(', ')}.
          </p>
        )}
        {batch.unknownCodes > 0 && (
          <p className={page.note}>
            {formatCount(batch.unknownCodes, 'code')} not in the catalog.{' '}
            <Link className={page.more} href="/errors?cause=unclassified">
              See them
            </Link>
          </p>
        )}
      </Section>
    </div>
  );
}

const failureWords: Readonly<Record<BatchFailure, string>> = {
  truncated_compression: 'The compressed body ends too early.',
  corrupt_compression: 'The compressed body is damaged.',
  unpacked_too_large: 'Unpacked, the body is larger than is allowed.',
  unsupported_encoding: 'The body is compressed in a way that is not supported.',
  unreadable: 'No record could be found in the body.',
};
