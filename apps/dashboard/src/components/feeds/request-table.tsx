import type { IngestRequest } from '@turnaway/contracts/ingest-requests';
import type { Page } from '@turnaway/contracts/page';
import { dialectLabels } from '@turnaway/contracts/words';
import badges from '@/components/badge.module.css';
import { Downloads } from '@/components/downloads';
import { Link } from '@/components/link';
import { Badge, Empty, Pager, Section } from '@/components/page';
import table from '@/components/table.module.css';
import { formatBytes, formatDateTime, formatNumber } from '@/lib/format';
import styles from './feeds.module.css';

/** Requests as they came: who sent what, how it was understood and answered. Keys in them are masked. */
export function RequestTable({
  title,
  requests,
  here,
  query,
  cursor,
  timeZone,
  now,
}: {
  title: string;
  requests: Page<IngestRequest>;
  here: string;
  /** Which requests, as the file of them is asked for. */
  query: string;
  cursor: string | undefined;
  timeZone: string;
  now: Date;
}) {
  return (
    <Section
      title={title}
      aside={requests.total > 0 && <Downloads table="ingest-requests" query={query} what={title} />}
    >
      {requests.items.length === 0 ? (
        <Empty title="No request yet">
          <p>As soon as a sender tries this feed, its request shows here, also where it is refused.</p>
        </Empty>
      ) : (
        <table aria-label="Last requests" className={table.table}>
          <thead>
            <tr>
              <th>Time</th>
              <th>Sender</th>
              <th className={table.wide}>Request</th>
              <th className={`${table.number} ${table.hide}`}>Size</th>
              <th className={table.number}>Records</th>
              <th>Answer</th>
              <th className={table.hide}>Doctor</th>
            </tr>
          </thead>
          <tbody>
            {requests.items.map((request) => (
              <RequestRow key={request.id} request={request} timeZone={timeZone} now={now} />
            ))}
          </tbody>
        </table>
      )}
      <Pager
        shown={requests.items.length}
        total={requests.total}
        firstHref={cursor === undefined ? null : here}
        nextHref={
          requests.nextCursor === null ? null : `${here}?cursor=${encodeURIComponent(requests.nextCursor)}`
        }
      />
    </Section>
  );
}

function RequestRow({ request, timeZone, now }: { request: IngestRequest; timeZone: string; now: Date }) {
  const { batch, notes } = request;
  const toMend = notes.filter(({ kind }) => kind === 'to-mend').length;
  return (
    <tr>
      <td className={table.nowrap}>{formatDateTime(request.at, timeZone, now)}</td>
      <td>
        {dialectLabels[request.dialect]}
        {request.userAgent !== null && <span className={styles.agent}>{request.userAgent}</span>}
      </td>
      <td className={table.wide}>
        <code>
          {request.method} {request.path}
        </code>
        <span className={styles.agent}>
          {[request.contentType, request.contentEncoding].filter((part) => part !== null).join(', ')}
        </span>
      </td>
      <td className={`${table.number} ${table.hide}`}>{formatBytes(request.bytes)}</td>
      <td className={table.number}>
        {batch === null ? (
          '–'
        ) : (
          <Link href={`/batches/${encodeURIComponent(batch.id)}`}>
            {batch.status === 'received' ? 'waiting' : formatNumber(batch.records)}
            {batch.rejected > 0 && (
              <span className={badges.worse}> ({formatNumber(batch.rejected)} rejected)</span>
            )}
          </Link>
        )}
      </td>
      <td>
        <Badge tone={toneOf(request.status)}>{request.status}</Badge>
      </td>
      <td className={table.hide}>
        {toMend > 0 && <Badge tone="warn">{toMend} to mend</Badge>}{' '}
        {notes.length > toMend && <Badge>{notes.length - toMend} mended</Badge>}
      </td>
    </tr>
  );
}

function toneOf(status: number): 'good' | 'bad' | 'warn' {
  if (status < 300) return 'good';
  return status === 503 ? 'warn' : 'bad';
}
