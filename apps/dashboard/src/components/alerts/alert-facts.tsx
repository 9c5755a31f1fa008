import type { Alert, AlertRule } from '@turnaway/contracts/alerts';
import type { Page } from '@turnaway/contracts/page';
import { Fragment } from 'react';
import factStyles from '@/components/facts.module.css';
import { Link } from '@/components/link';
import { formatAlertValue, formatPlainValue, ruleSentence, shownLabel } from '@/lib/alert-words';
import { formatCount, formatDateTime, formatDuration } from '@/lib/format';
import { getNow } from '@/lib/request';
import type { View } from '@/lib/view';
import { AlertState } from './alert-state';
import { Named } from './named';

/** What an alert is: about whom, why, since when, how bad, and who has it in hand. */
export function AlertFacts({
  alert,
  rule,
  toldBy,
  wasTold,
  alsoSeen,
  view,
  timeZone,
}: {
  alert: Alert;
  /** It may be gone by now. */
  rule: AlertRule | undefined;
  /** The alert that tells of the same in its place; it may be gone by now. */
  toldBy: Alert | null;
  /** People were told of it before the other one was found. */
  wasTold: boolean;
  /** Alerts that this one tells of: the latest, and how many. */
  alsoSeen: Page<Alert>;
  /** The time that it is about. */
  view: View;
  timeZone: string;
}) {
  const now = getNow();
  return (
    <dl className={factStyles.facts}>
      <dt>State</dt>
      <dd>
        <AlertState state={alert.state} level={alert.level} />
      </dd>
      {alert.key !== 'all' && (
        <>
          <dt>About</dt>
          <dd>
            {alert.personal && alert.label !== null ? (
              <Named text={alert.label} view={view} />
            ) : (
              shownLabel(alert)
            )}
          </dd>
        </>
      )}
      {alert.because !== '' && (
        <>
          <dt>Why</dt>
          <dd>{alert.because}</dd>
        </>
      )}
      {alert.mutedAt !== null && (
        <>
          <dt>Muted</dt>
          <dd>
            Until it gets worse by half, since {formatDateTime(alert.mutedAt, timeZone, now)}, by{' '}
            {alert.mutedBy}
          </dd>
        </>
      )}
      {alert.acknowledgedAt !== null && (
        <>
          <dt>In hand</dt>
          <dd>
            Since {formatDateTime(alert.acknowledgedAt, timeZone, now)}, by {alert.acknowledgedBy}
          </dd>
        </>
      )}
      {alert.silencedBy !== null && (
        <>
          <dt>Messages</dt>
          <dd>
            Kept back by a <Link href="/alerts/silences">silence</Link>
          </dd>
        </>
      )}
      {alert.inhibitedBy !== null && (
        <>
          <dt>Messages</dt>
          <dd>
            {toldBy === null ? (
              'Told by another alert about the same'
            ) : (
              <>
                {wasTold ? 'Told, and since then told by:' : 'Told by:'}{' '}
                <Link href={hrefOf(toldBy)}>{nameOf(toldBy)}</Link>
              </>
            )}
          </dd>
        </>
      )}
      {alsoSeen.items.length > 0 && (
        <>
          <dt>Also seen</dt>
          <dd>
            {formatCount(alsoSeen.total, 'alert', 'alerts')}, told by this one:{' '}
            {alsoSeen.items.map((other, index) => (
              <Fragment key={other.id}>
                {index > 0 && ', '}
                <Link href={hrefOf(other)}>{nameOf(other)}</Link>
              </Fragment>
            ))}
            {alsoSeen.total > alsoSeen.items.length && ' …'}
          </dd>
        </>
      )}
      <dt>Began</dt>
      <dd>{formatDateTime(alert.startedAt, timeZone, now)}</dd>
      <dt>{alert.endedAt === null ? 'Lasts' : 'Lasted'}</dt>
      <dd>{formatDuration(alert.startedAt, alert.endedAt ?? now.toISOString())}</dd>
      <dt>At the start</dt>
      <dd>{formatAlertValue(alert, alert.valueAtStart)}</dd>
      <dt>Worst</dt>
      <dd>{formatPlainValue(alert.valueMeasure, alert.peakValue)}</dd>
      {alert.usual !== null && (
        <>
          <dt>Usual</dt>
          <dd>{formatPlainValue(alert.valueMeasure, alert.usual)}</dd>
        </>
      )}
      <dt>{alert.warnThreshold === null ? 'Threshold' : 'Thresholds'}</dt>
      <dd>
        {alert.warnThreshold !== null &&
          `warns at ${formatPlainValue(alert.valueMeasure, alert.warnThreshold)}, fires at `}
        {formatPlainValue(alert.valueMeasure, alert.threshold)}
        {alert.recoveryThreshold !== null &&
          `, resolves at ${formatPlainValue(alert.valueMeasure, alert.recoveryThreshold)}`}
      </dd>
      {rule !== undefined && (
        <>
          <dt>Rule</dt>
          <dd>{ruleSentence(rule)}</dd>
        </>
      )}
    </dl>
  );
}

function hrefOf({ id }: Alert): string {
  return `/alerts/${encodeURIComponent(id)}`;
}

/** Its rule, and what it is about, if that is not everything. */
function nameOf(alert: Alert): string {
  return alert.key === 'all' ? alert.ruleName : `${alert.ruleName}: ${shownLabel(alert)}`;
}
