import { ActionButton } from '@/components/action-button';
import { Downloads } from '@/components/downloads';
import { LiveRefresh } from '@/components/live/live-refresh';
import { PageHeader, Section } from '@/components/page';
import page from '@/components/page.module.css';
import { UploadFiles } from '@/components/upload/upload-files';
import {
  getCatalogSystems,
  getFeed,
  getIngestKeys,
  getIngestRequests,
  getSenderSetups,
  getSession,
} from '@/lib/api';
import { getNow, getTimeZone } from '@/lib/request';
import { one, type SearchParams } from '@/lib/view';
import { FeedSettings } from './feed-settings';
import { FeedState } from './feed-state';
import { Findings } from './findings';
import { KeyTable } from './key-table';
import { NewKey } from './new-key';
import { RequestTable } from './request-table';
import { RetryRejects } from './retry-rejects';
import { SenderSetups } from './sender-setups';

/** One feed: how fresh it is, what its senders send and what is wrong with it, how to send, and its settings. */
export async function FeedPage({ id, params }: { id: string; params: SearchParams }) {
  const cursor = one(params.cursor);
  const [feed, keys, requests, setups, systems, session, timeZone] = await Promise.all([
    getFeed(id),
    getIngestKeys({ feedId: id }),
    getIngestRequests({ feed: id, cursor, limit: '25' }),
    getSenderSetups(),
    getCatalogSystems({ limit: '200' }),
    getSession(),
    getTimeZone(),
  ]);
  const now = getNow();
  const path = `/api/feeds/${encodeURIComponent(id)}`;
  return (
    <>
      <LiveRefresh topics={['feeds']} />
      <PageHeader title={feed.name} parent={{ href: '/feeds', label: 'Feeds' }}>
        {feed.rejected > 0 && <RetryRejects feedId={id} />}
        {feed.enabled ? (
          <ActionButton
            look="button"
            label="Turn off"
            method="PATCH"
            path={path}
            body={{ enabled: false }}
            done={`“${feed.name}” takes no more batches.`}
            confirm={`Senders of “${feed.name}” will be refused until it is turned on again. What was received stays.`}
          />
        ) : (
          <ActionButton
            look="button"
            label="Turn on"
            method="PATCH"
            path={path}
            body={{ enabled: true }}
            done={`“${feed.name}” takes batches again.`}
          />
        )}
      </PageHeader>
      <div className={page.two}>
        <FeedState feed={feed} timeZone={timeZone} now={now} />
        <Section title="Upload files" right="settings">
          <UploadFiles feedId={id} enabled={feed.enabled} />
        </Section>
      </div>
      <Findings requests={requests.items} now={now} />
      <RequestTable
        title="Last requests"
        requests={requests}
        here={`/feeds/${encodeURIComponent(id)}`}
        query={`?feed=${encodeURIComponent(id)}`}
        cursor={cursor}
        timeZone={timeZone}
        now={now}
      />
      <Section title="Set up a sender">
        <SenderSetups feedId={id} setups={setups.items} />
      </Section>
      <Section
        title="Keys"
        aside={
          <>
            <Downloads table="ingest-keys" query={`?feed=${encodeURIComponent(id)}`} what="All keys" />
            <NewKey feedId={id} feedName={feed.name} publicUrl={session.publicUrl} />
          </>
        }
      >
        <KeyTable keys={keys.items} now={now} />
      </Section>
      <Section title="Settings" right="settings">
        <FeedSettings
          feed={feed}
          systems={systems.items.map(({ system, name }) => ({ value: system, label: name }))}
          timeZones={Intl.supportedValuesOf('timeZone')}
        />
      </Section>
    </>
  );
}
