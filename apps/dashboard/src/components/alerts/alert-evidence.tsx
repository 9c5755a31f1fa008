import type { Alert } from '@turnaway/contracts/alerts';
import { shownName } from '@turnaway/contracts/personal';
import { Fragment } from 'react';
import factStyles from '@/components/facts.module.css';
import { formatDateTime, formatNumber } from '@/lib/format';
import { getNow } from '@/lib/request';

const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** What an alert stands on: counts, times, codes, and of attacks who and from where. */
export function AlertEvidence({ alert, timeZone }: { alert: Alert; timeZone: string }) {
  const now = getNow();
  const written = (value: string | number | null) => {
    if (value === null) return 'hidden';
    if (typeof value === 'number') return formatNumber(Math.round(value * 100) / 100);
    return isTime.test(value) ? formatDateTime(value, timeZone, now) : shownName(value);
  };
  return (
    <dl className={factStyles.facts}>
      {alert.evidence.map(({ label, value }) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{written(value)}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
