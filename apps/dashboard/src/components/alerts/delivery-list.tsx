import type { Delivery } from '@turnaway/contracts/deliveries';
import { ActionButton } from '@/components/action-button';
import { Link } from '@/components/link';
import { Badge } from '@/components/page';
import page from '@/components/page.module.css';
import table from '@/components/table.module.css';
import { deliveryErrorWords } from '@/lib/channel-words';
import { formatDateTime } from '@/lib/format';
import styles from './alerts.module.css';

/** Closes what a test has opened. */
const testOver = 'webhook.test.resolved';

const eventWords: Readonly<Record<string, string>> = {
  'alert.firing': 'Firing',
  'alert.resolved': 'Resolved',
  'webhook.test': 'Test',
  [testOver]: 'End of the test',
  'channel.stopped': 'Channel switched off',
};
/** Messages to channels, each with its attempts. */
export function DeliveryList({
  deliveries,
  isOfOneChannel = false,
  whyNothing = 'A rule tells the channels that it names, or else the default ones.',
  timeZone,
  now,
}: {
  deliveries: Delivery[];
  /** What each is about is said, rather than where it went. */
  isOfOneChannel?: boolean;
  /** Why there may be no message, as a sentence. */
  whyNothing?: string;
  timeZone: string;
  now: Date;
}) {
  if (deliveries.length === 0) {
    return (
      <p className={page.note}>
        Nothing was sent. {whyNothing} <Link href="/alerts/channels">See the channels</Link>
      </p>
    );
  }
  return (
    <ul className={styles.deliveries}>
      {deliveries.map((delivery) => (
        <li key={delivery.id}>
          <details open={delivery.status === 'failed'}>
            <summary>
              <b>{eventWords[delivery.eventType] ?? delivery.eventType}</b>{' '}
              {isOfOneChannel ? titleOf(delivery) : `to ${delivery.channel.name}`}{' '}
              <Badge tone={toneOf(delivery.status)}>{delivery.status}</Badge>{' '}
              <span className={`${page.note} ${table.nowrap}`}>
                {formatDateTime(delivery.createdAt, timeZone, now)}
              </span>
            </summary>
            <Attempts delivery={delivery} timeZone={timeZone} now={now} />
            {isOfOneChannel && delivery.alertId !== null && (
              <p>
                <Link href={`/alerts/${encodeURIComponent(delivery.alertId)}`}>Open the alert</Link>
              </p>
            )}
            {delivery.status === 'failed' && (
              <ActionButton
                label="Send again now"
                method="POST"
                path={`/api/deliveries/${encodeURIComponent(delivery.id)}/retry`}
                done="It is being sent again."
              />
            )}
          </details>
        </li>
      ))}
    </ul>
  );
}

/** What a message was about; that it is over stands before it. */
function titleOf({ eventType, status, title }: Delivery): string {
  if (eventType === testOver) {
    return status === 'delivered' ? 'The test incident was opened and closed' : 'Closes the test incident';
  }
  return (title ?? '').replace(/^Over: /, '');
}

function Attempts({ delivery, timeZone, now }: { delivery: Delivery; timeZone: string; now: Date }) {
  const next =
    delivery.nextAttemptAt === null
      ? ''
      : `Next attempt ${formatDateTime(delivery.nextAttemptAt, timeZone, now)}.`;
  if (delivery.attempts.length === 0) return <p className={page.note}>Not tried yet. {next}</p>;
  return (
    <>
      <table aria-label="Deliveries" className={table.table}>
        <thead>
          <tr>
            <th>Attempt</th>
            <th>Answer</th>
            <th className={table.number}>Took</th>
            <th className={table.hide}>Said</th>
          </tr>
        </thead>
        <tbody>
          {delivery.attempts.map((attempt) => (
            <tr key={attempt.at}>
              <td className={table.nowrap}>{formatDateTime(attempt.at, timeZone, now)}</td>
              <td>
                {attempt.statusCode ?? ''} {outcomeOf(attempt)}
              </td>
              <td className={table.number}>{wasSent(attempt) ? `${attempt.latencyMs} ms` : ''}</td>
              <td className={table.hide}>{attempt.responseExcerpt ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {next !== '' && <p className={page.note}>{next}</p>}
    </>
  );
}

type Attempt = Delivery['attempts'][number];

/** A message that was given up before it left has no answer and no error. */
const wasSent = ({ statusCode, error }: Attempt) => statusCode !== null || error !== null;

function outcomeOf(attempt: Attempt): string {
  if (attempt.error !== null) return deliveryErrorWords[attempt.error];
  return wasSent(attempt) ? 'received' : 'not sent';
}

function toneOf(status: Delivery['status']): 'good' | 'bad' | 'accent' {
  if (status === 'delivered') return 'good';
  return status === 'failed' ? 'bad' : 'accent';
}
