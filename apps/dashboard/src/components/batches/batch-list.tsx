import type { Batch } from '@turnaway/contracts/feeds';
import badges from '@/components/badge.module.css';
import { Breakable } from '@/components/breakable';
import buttons from '@/components/button.module.css';
import { Downloads } from '@/components/downloads';
import { Link } from '@/components/link';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Badge, Empty, PageHeader, Pager, Words } from '@/components/page';
import page from '@/components/page.module.css';
import table from '@/components/table.module.css';
import { getBatches, getFeeds } from '@/lib/api';
import { formatBytes, formatCount, formatDateTime, formatNumber } from '@/lib/format';
import { readRowChoice, readRows, rowParameter } from '@/lib/list-rows';
import { getNow, getTimeZone } from '@/lib/request';
import { one, type SearchParams } from '@/lib/view';

const filters = [
  { label: 'all', status: undefined, troubled: undefined },
  { label: 'with trouble', status: undefined, troubled: 'true' },
  { label: 'waiting', status: 'received', troubled: undefined },
  { label: 'done', status: 'done', troubled: undefined },
  { label: 'failed', status: 'failed', troubled: undefined },
];

/** What arrived, and what became of it. */
export async function BatchList({ params }: { params: SearchParams }) {
  const given = { feed: one(params.feed), status: one(params.status), troubled: one(params.troubled) };
  const cursor = one(params.cursor);
  const rows = readRowChoice(params);
  const own = { ...given, rows: rowParameter(rows).rows ?? undefined };
  const [batches, feeds, timeZone] = await Promise.all([
    readRows(rows, cursor, (at) => getBatches({ ...given, ...at })),
    getFeeds(),
    getTimeZone(),
  ]);
  const feedName = feeds.items.find(({ id }) => id === given.feed)?.name ?? given.feed;
  return (
    <>
      <LiveRefresh topics={['feeds']} />
      <PageHeader title="Batches">
        {given.feed !== undefined && (
          <Link className={buttons.button} href={address({ ...given, feed: undefined })}>
            feed is {feedName} <span aria-hidden="true">×</span>
            <span className={page.hidden}>(remove this filter)</span>
          </Link>
        )}
      </PageHeader>
      <Words
        label="Which batches"
        tabs
        words={filters.map(({ label, status, troubled }) => ({
          label,
          href: address({ feed: given.feed, status, troubled }),
          current: status === given.status && troubled === given.troubled,
        }))}
      />
      {batches.items.length === 0 ? (
        <Empty title={given.troubled === 'true' ? 'No batch has trouble' : 'No batch here'}>
          <p>
            A batch is one request of a sender. <Link href="/feeds">See how to send one</Link>.
          </p>
        </Empty>
      ) : (
        <>
          <div className={page.over}>
            <p className={page.note}>{formatCount(batches.total, 'batch', 'batches')}.</p>
            <Downloads
              table="batches"
              query={address(given).replace('/batches', '')}
              what="All these batches"
            />
          </div>
          <table aria-label="Batches" className={table.table}>
            <thead>
              <tr>
                <th>Received</th>
                <th className={table.hide}>Feed</th>
                <th>Status</th>
                <th className={`${table.number} ${table.wide}`}>Size</th>
                <th className={`${table.number} ${table.hide}`}>Records</th>
                <th className={table.number}>Accepted</th>
                <th className={`${table.number} ${table.hide}`}>Duplicates</th>
                <th className={table.number}>Rejected</th>
                <th className={`${table.number} ${table.wide}`}>Unknown codes</th>
              </tr>
            </thead>
            <tbody>
              {batches.items.map((batch) => (
                <tr key={batch.id}>
                  <td className={table.nowrap}>
                    <Link href={`/batches/${encodeURIComponent(batch.id)}`}>
                      {formatDateTime(batch.receivedAt, timeZone, getNow())}
                    </Link>
                  </td>
                  <td className={`${table.hide} ${table.name}`}>
                    <Breakable text={batch.feed.name} />
                  </td>
                  <td>
                    <BatchStatus batch={batch} />
                  </td>
                  <td className={`${table.number} ${table.wide}`}>{formatBytes(batch.bytes)}</td>
                  <td className={`${table.number} ${table.hide}`}>{formatNumber(batch.records)}</td>
                  <td className={table.number}>{formatNumber(batch.accepted)}</td>
                  <td className={`${table.number} ${table.hide}`}>{formatNumber(batch.duplicates)}</td>
                  <td className={`${table.number} ${batch.rejected > 0 ? badges.worse : ''}`}>
                    {formatNumber(batch.rejected)}
                  </td>
                  <td className={`${table.number} ${table.wide}`}>{formatNumber(batch.unknownCodes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <Pager
        shown={batches.items.length}
        total={batches.total}
        rows={{
          current: rows,
          hrefOf: (parameter) => address({ ...given, rows: parameter.rows ?? undefined }),
        }}
        firstHref={cursor === undefined ? null : address(own)}
        nextHref={batches.nextCursor === null ? null : address({ ...own, cursor: batches.nextCursor })}
      />
      <p className={page.hidden}>{formatCount(batches.total, 'batch', 'batches')}</p>
    </>
  );
}

/** A batch's state as a word. */
export function BatchStatus({ batch }: { batch: Batch }) {
  if (batch.status === 'failed') return <Badge tone="bad">failed</Badge>;
  if (batch.status === 'received') return <Badge tone="accent">waiting</Badge>;
  return batch.rejected > 0 ? <Badge tone="warn">done, with rejects</Badge> : <Badge tone="good">done</Badge>;
}

function address(parameters: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  return query.size === 0 ? '/batches' : `/batches?${query}`;
}
