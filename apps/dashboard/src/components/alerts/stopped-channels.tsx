import type { Channel } from '@turnaway/contracts/channels';
import { ActionButton } from '@/components/action-button';
import { Link } from '@/components/link';
import { stoppedSentence } from '@/lib/channel-words';
import styles from './alerts.module.css';

/** A line for each channel that Turnaway switched off by itself, with the button that switches it on again. */
export function StoppedChannels({
  channels,
  isOwnPage = false,
  timeZone,
  now,
}: {
  channels: Channel[];
  /** On the channel's own page no link leads there. */
  isOwnPage?: boolean;
  timeZone: string;
  now: Date;
}) {
  return channels.map(({ id, name, stopped }) => {
    if (stopped === null) return null;
    const path = encodeURIComponent(id);
    return (
      <div key={id} role="status" className={styles.notice}>
        <p>
          {stoppedSentence(name, stopped, timeZone, now)} Nothing is sent there.{' '}
          {!isOwnPage && <Link href={`/alerts/channels/${path}`}>See what was sent</Link>}
        </p>
        <ActionButton
          look="button"
          label="Switch it on again"
          method="PATCH"
          path={`/api/channels/${path}`}
          body={{ enabled: true }}
          done="Alerts are sent there again. Send a test to see whether they arrive."
        />
      </div>
    );
  });
}
