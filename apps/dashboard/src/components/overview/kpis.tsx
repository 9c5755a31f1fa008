import type { Attempts } from '@turnaway/contracts/attempts';
import type { Summary } from '@turnaway/contracts/readings';
import type { ReactNode } from 'react';
import { signed, whyNotExact } from '@/components/breakdown/total';
import { Link } from '@/components/link';
import { ChangeText } from '@/components/page';
import { comparisonLabels } from '@/lib/filter-words';
import {
  type Change,
  formatChange as changeOf,
  formatAgo,
  formatCount,
  formatPoints,
  formatShort,
} from '@/lib/format';
import { hrefTo, type View } from '@/lib/view';
import styles from './overview.module.css';

/** The eight numbers on top, each with how it moved, each a link to what is behind it. */
export function Kpis({
  summary,
  attempts,
  view,
  now,
}: {
  summary: Summary;
  /** `null` where they could not be read: the other numbers stand without them. */
  attempts: Attempts | null;
  view: View;
  now: Date;
}) {
  const { counts, countsBefore } = summary;
  const success = successRate(counts.failureRate);
  // In the first days of an install there is nothing to compare with.
  const formatChange = summary.isBeforeCovered ? changeOf : () => null;
  const outcome = (value: string) => ({ ...view, filter: { ...view.filter, outcome: [value as 'failure'] } });
  return (
    <KpiList view={view}>
      <Kpi
        label="Success rate"
        href={hrefTo('/', view, { metric: 'rate' })}
        value={success === null ? '–' : (success * 100).toFixed(1)}
        unit={success === null ? '' : '%'}
        change={summary.isBeforeCovered ? formatPoints(success, successRate(countsBefore.failureRate)) : null}
      />
      <Kpi
        label="Turned away"
        href={hrefTo('/sign-ins', outcome('failure'))}
        value={formatShort(counts.failures)}
        change={formatChange(counts.failures, countsBefore.failures)}
      />
      <Kpi
        label="People affected"
        href={hrefTo('/breakdown/user', view)}
        value={signed(formatShort(counts.people), counts.peopleIs)}
        title={whyNotExact(counts.peopleIs)}
        change={formatChange(counts.people, countsBefore.people)}
      />
      <Kpi
        label="Apps affected"
        href={hrefTo('/breakdown/app', view)}
        value={formatShort(counts.apps)}
        change={formatChange(counts.apps, countsBefore.apps)}
      />
      <Kpi
        label="Expected prompts"
        href={hrefTo('/sign-ins', outcome('interrupt'))}
        value={formatShort(counts.interrupts)}
        note="not counted"
      />
      <Kpi
        label="Abandoned prompts"
        href={hrefTo('/attempts', view, { result: 'abandoned' })}
        value={attempts === null ? '–' : formatShort(attempts.counts.abandoned)}
        note={attempts === null ? 'not read' : `of ${formatShort(attempts.counts.prompted)}`}
      />
      <Kpi
        label="Unknown codes"
        href={hrefTo('/unknown-codes', view)}
        value={formatShort(counts.unknownCodes)}
        note={
          counts.unknownCodes === 0 ? 'all in the catalog' : formatCount(counts.unknownCodeEvents, 'event')
        }
      />
      <Kpi label="Newest event" href="/feeds" {...freshness(summary.newestEventAt, now)} />
    </KpiList>
  );
}

/** A row of numbers that says what their changes are against. */
export function KpiList({ view, children }: { view: View; children: ReactNode }) {
  return (
    <ul
      className={styles.kpis}
      aria-label={`Key numbers, with the change against the ${comparisonLabels[view.compare]}`}
    >
      {children}
    </ul>
  );
}

/** One number, how it moved or what has to be known of it, and the way to what is behind it. */
export function Kpi(props: {
  label: string;
  href: string;
  value: string;
  unit?: string;
  /** `null` where there is nothing to compare with. */
  change?: Change | null;
  note?: string;
  /** What else is to be known of the number. */
  title?: string | undefined;
}) {
  const aside: ReactNode =
    props.change === undefined || props.change === null ? props.note : <ChangeText change={props.change} />;
  return (
    <li>
      <Link href={props.href}>
        <span>{props.label}</span>
        <strong title={props.title}>{props.value}</strong>
        {props.unit !== undefined && <small>{props.unit}</small>} <small>{aside}</small>
      </Link>
    </li>
  );
}

/** How old the newest event is, as a number with its unit. */
function freshness(newestEventAt: string | null, now: Date): { value: string; unit?: string; note: string } {
  if (newestEventAt === null) return { value: '–', note: 'none yet' };
  const [value = '', unit = '', ...ago] = formatAgo(newestEventAt, now).split(' ');
  return { value, unit: ` ${unit}`, note: ago.join(' ') };
}

function successRate(failureRate: number | null): number | null {
  return failureRate === null ? null : 1 - failureRate;
}
