import type { Feed, IngestKey } from '@turnaway/contracts/feeds';
import { systemLabel } from '@turnaway/contracts/words';
import { ActionButton } from '@/components/action-button';
import { CodeBlock } from '@/components/code-block';
import { Link } from '@/components/link';
import { Badge, Empty, PageHeader, Section } from '@/components/page';
import page from '@/components/page.module.css';
import table from '@/components/table.module.css';
import { getFeeds, getIngestKeys, getSession } from '@/lib/api';
import { curlLine } from '@/lib/curl-line';
import { formatAgo, formatNumber } from '@/lib/format';
import { getNow } from '@/lib/request';
import { NewFeed } from './new-feed';
import { NewKey } from './new-key';

/** The streams that come in, with the keys that let them in, and how to send. */
export async function FeedsPage() {
  const [feeds, keys, session] = await Promise.all([getFeeds(), getIngestKeys(), getSession()]);
  return (
    <>
      <PageHeader title="Feeds" />
      {feeds.items.length === 0 && (
        <Empty title="No feed yet">
          <p>
            A feed is one log stream, such as “Entra production”. Make one below, then send to it with its
            key.
          </p>
        </Empty>
      )}
      {feeds.items.map((feed) => (
        <FeedSection
          key={feed.id}
          feed={feed}
          keys={keys.items.filter(({ feedId }) => feedId === feed.id)}
          publicUrl={session.publicUrl}
        />
      ))}
      <Section title="New feed">
        <NewFeed />
      </Section>
      <Section title="How to send">
        <p className={page.note}>
          Post log records as JSON, NDJSON or CSV, compressed or not, with an ingest key. The system is told
          apart by itself. This sends the example in Turnaway’s folder:
        </p>
        <CodeBlock text={curlLine(session.publicUrl, null)} label="Command that sends the example" />
      </Section>
    </>
  );
}

function FeedSection({ feed, keys, publicUrl }: { feed: Feed; keys: IngestKey[]; publicUrl: string }) {
  const now = getNow();
  const path = `/api/feeds/${encodeURIComponent(feed.id)}`;
  const batches = `/batches?feed=${encodeURIComponent(feed.id)}`;
  return (
    <Section
      title={feed.name}
      aside={
        <div className={table.actions}>
          <NewKey feedId={feed.id} feedName={feed.name} publicUrl={publicUrl} />
          {feed.enabled ? (
            <ActionButton
              label="Turn off"
              method="PATCH"
              path={path}
              body={{ enabled: false }}
              done={`“${feed.name}” takes no more batches.`}
              confirm={`Senders of “${feed.name}” will be refused until it is turned on again. What was received stays.`}
            />
          ) : (
            <ActionButton
              label="Turn on"
              method="PATCH"
              path={path}
              body={{ enabled: true }}
              done={`“${feed.name}” takes batches again.`}
            />
          )}
        </div>
      }
    >
      <p className={page.note}>
        <Badge tone={feed.enabled ? 'good' : 'warn'}>{feed.enabled ? 'on' : 'off'}</Badge>{' '}
        {feed.systemHint === null ? 'system told apart by itself' : systemLabel(feed.systemHint)} ·{' '}
        <Link href={batches}>{formatNumber(feed.batches)} batches</Link> ·{' '}
        <Link href={`/sign-ins?feed=${encodeURIComponent(feed.id)}`}>
          {formatNumber(feed.accepted)} accepted
        </Link>{' '}
        ·{' '}
        <Link href={`${batches}&troubled=true`} className={feed.rejected > 0 ? page.worse : undefined}>
          {formatNumber(feed.rejected)} rejected
        </Link>{' '}
        ·{' '}
        {feed.newestBatchAt === null
          ? 'nothing received yet'
          : `newest batch ${formatAgo(feed.newestBatchAt, now)}`}
      </p>
      {keys.length === 0 ? (
        <p className={page.note}>No key: nothing can be sent to this feed. Make one.</p>
      ) : (
        <table className={table.table}>
          <thead>
            <tr>
              <th>Key</th>
              <th>Begins with</th>
              <th className={table.hide}>Made</th>
              <th>Last used</th>
              <th>
                <span className={page.hidden}>Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr key={key.id}>
                <td>{key.name}</td>
                <td>
                  <code>{key.preview}…</code>
                </td>
                <td className={table.hide}>{formatAgo(key.createdAt, now)}</td>
                <td>{key.lastUsedAt === null ? 'never' : formatAgo(key.lastUsedAt, now)}</td>
                <td className={table.number}>
                  <ActionButton
                    label="Revoke"
                    method="DELETE"
                    path={`/api/ingest-keys/${encodeURIComponent(key.id)}`}
                    done="The key is revoked."
                    confirm={`Whoever sends with “${key.name}” (${key.preview}…) is refused from now on. This cannot be taken back.`}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
