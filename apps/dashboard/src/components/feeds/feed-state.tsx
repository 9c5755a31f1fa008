import type { Feed } from '@turnaway/contracts/feeds';
import { systemLabel } from '@turnaway/contracts/words';
import badges from '@/components/badge.module.css';
import factStyles from '@/components/facts.module.css';
import { Link } from '@/components/link';
import { Badge, Section } from '@/components/page';
import page from '@/components/page.module.css';
import { formatAgo, formatCount, formatDateTime, formatDuration, formatNumber } from '@/lib/format';
import { verificationLabels } from './verification-words';

/** How fresh a feed is, whether it has gone silent, and what came in through it. */
export function FeedState({ feed, timeZone, now }: { feed: Feed; timeZone: string; now: Date }) {
  const batches = `/batches?feed=${encodeURIComponent(feed.id)}`;
  const when = (at: string) => `${formatAgo(at, now)} (${formatDateTime(at, timeZone, now)})`;
  return (
    <Section title="Freshness">
      <dl className={factStyles.facts}>
        <dt>State</dt>
        <dd>
          <FeedBadge feed={feed} />
          {feed.silentSince !== null && (
            <p className={page.note}>
              Nothing has arrived since {formatDateTime(feed.silentSince, timeZone, now)}, though something
              usually would have by now. Look at the sender: is it running, and what does its log say?
            </p>
          )}
        </dd>
        <dt>Newest event</dt>
        <dd>{feed.newestEventAt === null ? 'none yet' : when(feed.newestEventAt)}</dd>
        <dt>Lag</dt>
        <dd>{feed.lagSeconds === null ? 'not known yet' : lagWords(feed.lagSeconds)}</dd>
        <dt>Newest batch</dt>
        <dd>{feed.newestBatchAt === null ? 'nothing received yet' : when(feed.newestBatchAt)}</dd>
        <dt>Received</dt>
        <dd>
          <Link href={batches}>{formatCount(feed.batches, 'batch', 'batches')}</Link>,{' '}
          <Link href={`/sign-ins?feed=${encodeURIComponent(feed.id)}`}>
            {formatNumber(feed.accepted)} accepted
          </Link>
          ,{' '}
          <Link href={`${batches}&troubled=true`} className={feed.rejected > 0 ? badges.worse : undefined}>
            {formatNumber(feed.rejected)} rejected
          </Link>
        </dd>
        <dt>System</dt>
        <dd>{feed.systemHint === null ? 'told apart by itself' : systemLabel(feed.systemHint)}</dd>
        <dt>Times without a zone</dt>
        <dd>are in {feed.timeZone}</dd>
        <dt>Verification</dt>
        <dd>
          {feed.verification === null
            ? 'by the ingest key alone'
            : verificationLabels[feed.verification.scheme]}
        </dd>
      </dl>
    </Section>
  );
}

/** A feed's state in a word. */
export function FeedBadge({ feed }: { feed: Feed }) {
  if (!feed.enabled) return <Badge tone="warn">off</Badge>;
  if (feed.silentSince !== null) return <Badge tone="bad">silent</Badge>;
  return feed.newestBatchAt === null ? <Badge>waiting</Badge> : <Badge tone="good">on</Badge>;
}

/** How far the sender is behind, in words. */
export function lagWords(seconds: number): string {
  if (seconds === 0) return 'none';
  const start = new Date(0).toISOString();
  return `${formatDuration(start, new Date(seconds * 1_000).toISOString())} from event to arrival`;
}
