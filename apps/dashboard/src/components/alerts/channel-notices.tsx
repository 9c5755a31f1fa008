import type { Channel } from '@turnaway/contracts/channels';
import type { ReactNode } from 'react';
import { ActionButton } from '@/components/action-button';
import { Link } from '@/components/link';
import { missedSentence, stoppedSentence } from '@/lib/channel-words';
import styles from './alerts.module.css';

interface Moment {
  timeZone: string;
  now: Date;
}

/** A notice for each channel that Turnaway switched off by itself, with the buttons that switch it on again. */
export function StoppedChannels({ channels, ...moment }: Moment & { channels: Channel[] }) {
  return channels
    .filter(({ stopped }) => stopped !== null)
    .map((channel) => (
      <ChannelNotice key={channel.id} channel={channel} {...moment}>
        <Link href={`/alerts/channels/${encodeURIComponent(channel.id)}`}>See what was sent</Link>
      </ChannelNotice>
    ));
}

/** What is wrong with one channel: it was switched off, or did not get everything. Nothing if neither. */
export function ChannelNotice({
  channel: { id, name, enabled, stopped, missed },
  timeZone,
  now,
  children,
}: Moment & { channel: Channel; children?: ReactNode }) {
  if (stopped === null && missed.messages === 0) return null;
  const path = `/api/channels/${encodeURIComponent(id)}`;
  return (
    <div role="status" className={styles.notice}>
      <p>
        {stopped !== null && `${stoppedSentence(name, stopped, timeZone, now)} Nothing is sent there. `}
        {missedSentence(missed, enabled)} {children}
      </p>
      <div className={styles.actions}>
        {missed.messages > 0 && (
          <ActionButton
            look="button"
            label={enabled ? 'Send what was missed' : 'Switch it on and send what was missed'}
            method="POST"
            path={`${path}/send-missed`}
            done="The latest message of each alert is on its way, the oldest first."
          />
        )}
        {!enabled && (
          <ActionButton
            look="button"
            label={missed.messages > 0 ? 'Only switch it on' : 'Switch it on again'}
            method="PATCH"
            path={path}
            body={{ enabled: true }}
            done="Alerts are sent there again. Send a test to see whether they arrive."
          />
        )}
      </div>
    </div>
  );
}
