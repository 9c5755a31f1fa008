import type { Feed } from '@turnaway/contracts/feeds';
import { systemLabel } from '@turnaway/contracts/words';
import badges from '@/components/badge.module.css';
import { Breakable } from '@/components/breakable';
import { CodeBlock } from '@/components/code-block';
import { Downloads } from '@/components/downloads';
import { Link } from '@/components/link';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Empty, PageHeader, Section } from '@/components/page';
import page from '@/components/page.module.css';
import table from '@/components/table.module.css';
import { getFeeds, getIngestRequests, getSession } from '@/lib/api';
import { curlLine } from '@/lib/curl-line';
import { formatAgo, formatNumber } from '@/lib/format';
import { getNow, getTimeZone } from '@/lib/request';
import { FeedBadge, lagWords } from './feed-state';
import { Findings } from './findings';
import { NewFeed } from './new-feed';
import { RequestTable } from './request-table';

/** The streams that come in, how fresh each is, and the requests that no key let in. */
export async function FeedsPage() {
  const [feeds, strangers, session, timeZone] = await Promise.all([
    getFeeds(),
    getIngestRequests({ unattributed: 'true', limit: '10' }),
    getSession(),
    getTimeZone(),
  ]);
  const now = getNow();
  return (
    <>
      <LiveRefresh topics={['feeds']} />
      <PageHeader title="Feeds" />
      {feeds.items.length === 0 ? (
        <Empty title="No feed yet">
          <p>
            A feed is one log stream, such as “Entra production”. Make one below, then send to it with its
            key.
          </p>
        </Empty>
      ) : (
        <FeedTable feeds={feeds.items} now={now} />
      )}
      <Section title="New feed" right="settings">
        <NewFeed />
      </Section>
      {strangers.items.length > 0 && (
        <>
          <RequestTable
            title="Requests that no key let in"
            requests={{ ...strangers, nextCursor: null }}
            here="/feeds"
            query="?unattributed=true"
            cursor={undefined}
            timeZone={timeZone}
            now={now}
          />
          <Findings requests={strangers.items} now={now} />
        </>
      )}
      <Section title="How to send">
        <p className={page.note}>
          Post log records in any form, compressed or not, with a key of a feed. The system is told apart by
          itself. Each feed’s page has ready configurations for common senders, and takes files. This sends
          the example in Turnaway’s folder:
        </p>
        <CodeBlock text={curlLine(session.publicUrl, null)} label="Command that sends the example" />
      </Section>
    </>
  );
}

function FeedTable({ feeds, now }: { feeds: Feed[]; now: Date }) {
  return (
    <Section title="Log streams" aside={<Downloads table="feeds" what="All feeds" />}>
      <table aria-label="Feeds" className={table.table}>
        <thead>
          <tr>
            <th>Feed</th>
            <th>State</th>
            <th className={table.wide}>System</th>
            <th>Newest event</th>
            <th className={table.hide}>Lag</th>
            <th className={`${table.number} ${table.hide}`}>Accepted</th>
            <th className={table.number}>Rejected</th>
          </tr>
        </thead>
        <tbody>
          {feeds.map((feed) => {
            const id = encodeURIComponent(feed.id);
            return (
              <tr key={feed.id}>
                <td className={table.name}>
                  <Link href={`/feeds/${id}`}>
                    <Breakable text={feed.name} />
                  </Link>
                </td>
                <td>
                  <FeedBadge feed={feed} />
                </td>
                <td className={table.wide}>
                  {feed.systemHint === null ? 'told apart by itself' : systemLabel(feed.systemHint)}
                </td>
                <td className={table.nowrap}>
                  {feed.newestEventAt === null ? 'none yet' : formatAgo(feed.newestEventAt, now)}
                </td>
                <td className={table.hide}>{feed.lagSeconds === null ? '–' : lagWords(feed.lagSeconds)}</td>
                <td className={`${table.number} ${table.hide}`}>
                  <Link href={`/sign-ins?feed=${id}`}>{formatNumber(feed.accepted)}</Link>
                </td>
                <td className={table.number}>
                  <Link
                    href={`/batches?feed=${id}&troubled=true`}
                    className={feed.rejected > 0 ? badges.worse : undefined}
                  >
                    {formatNumber(feed.rejected)}
                  </Link>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}
