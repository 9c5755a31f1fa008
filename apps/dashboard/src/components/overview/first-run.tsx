import { PageHeader } from '@/components/page';
import page from '@/components/page.module.css';
import { getFeeds, getSession } from '@/lib/api';
import { FirstKey } from './first-key';
import styles from './overview.module.css';
import { WaitingForEvent } from './waiting-for-event';

/** Before the first event: how to send it, and a wait that turns into the Overview by itself. */
export async function FirstRun({ batchArrived }: { batchArrived: boolean }) {
  const [session, feeds] = await Promise.all([getSession(), getFeeds()]);
  const feed = feeds.items[0];
  return (
    <div className={styles.firstRun}>
      <div>
        <PageHeader title="Send the first sign-ins" />
        <p className={page.note}>
          Turnaway has not received an event yet. Any sign-in log will do: Microsoft Entra ID, Okta, Auth0 and
          others are told apart by themselves.
        </p>
      </div>
      <FirstKey
        feed={feed === undefined ? null : { id: feed.id, name: feed.name }}
        publicUrl={session.publicUrl}
      />
      <section className={styles.step} aria-label="Waiting">
        <b>3</b>
        <div className={styles.body}>
          <WaitingForEvent batchArrived={batchArrived} />
        </div>
      </section>
    </div>
  );
}
