import type { Alert, AlertRule } from '@turnaway/contracts/alerts';
import factStyles from '@/components/facts.module.css';
import { Link } from '@/components/link';
import { formatAlertValue, formatPlainValue, ruleSentence, shownLabel } from '@/lib/alert-words';
import { formatDateTime, formatDuration } from '@/lib/format';
import { getNow } from '@/lib/request';
import { AlertState } from './alert-state';

/** What an alert is: about whom, why, since when, how bad, and who has it in hand. */
export function AlertFacts({
  alert,
  rule,
  timeZone,
}: {
  alert: Alert;
  /** It may be gone by now. */
  rule: AlertRule | undefined;
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
          <dd>{shownLabel(alert)}</dd>
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
