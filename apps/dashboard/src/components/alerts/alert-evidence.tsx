import type { Alert } from '@turnaway/contracts/alerts';
import { Fragment } from 'react';
import factStyles from '@/components/facts.module.css';
import { formatDateTime, formatNumber } from '@/lib/format';
import { getNow } from '@/lib/request';
import type { View } from '@/lib/view';
import { Named } from './named';

const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** What an alert stands on: counts, times, codes, and of attacks who and from where. */
export function AlertEvidence({ alert, view, timeZone }: { alert: Alert; view: View; timeZone: string }) {
  const now = getNow();
  const written = ({ value, personal }: Alert['evidence'][number]) => {
    if (value === null) return 'hidden';
    if (typeof value === 'number') return formatNumber(Math.round(value * 100) / 100);
    if (personal) return <Named text={value} view={view} />;
    return isTime.test(value) ? formatDateTime(value, timeZone, now) : value;
  };
  return (
    <dl className={factStyles.facts}>
      {alert.evidence.map((fact) => (
        <Fragment key={fact.label}>
          <dt>{fact.label}</dt>
          <dd>{written(fact)}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
