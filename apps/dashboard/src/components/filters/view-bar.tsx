import type { Comparison } from '@turnaway/contracts/filters';
import { Link } from '@/components/link';
import { May } from '@/components/rights/rights';
import { SavedViewBar } from '@/components/views/saved-view-bar';
import { comparisonLabels } from '@/lib/filter-words';
import { formatMinute } from '@/lib/format';
import { getNow, getTimeZone } from '@/lib/request';
import { during, filterQuery, hrefTo, type RelativeRange, relativeRanges, type View } from '@/lib/view';
import buttons from '../button.module.css';
import { LiveRefresh } from '../live/live-refresh';
import { PageHeader } from '../page';
import { FilterBar } from './filter-bar';
import { TimeMenu } from './time-menu';

const ranges = Object.keys(relativeRanges) as RelativeRange[];
const comparisons = Object.keys(comparisonLabels) as Comparison[];

/** Head of every page that shows sign-ins: its name, the filters, the time, and whether it keeps up by itself. */
export async function ViewBar({
  title,
  parent,
  view,
  path,
  extra = {},
  alertOn = view,
  keepsUp = true,
}: {
  title: string;
  parent?: { href: string; label: string };
  view: View;
  path: string;
  extra?: Record<string, string | null>;
  /** What an alert made from here watches. */
  alertOn?: View;
  /** Whether the page is read again as things happen; a list that has a switch for it does that by itself. */
  keepsUp?: boolean;
}) {
  const timeZone = await getTimeZone();
  const period =
    view.range === null
      ? `${formatMinute(view.from, timeZone, getNow())} to ${formatMinute(view.to, timeZone, getNow())}`
      : relativeRanges[view.range].label;
  const compared = view.compare === 'before' ? [] : [`against the ${comparisonLabels[view.compare]}`];
  const label = [period, ...compared, ...(view.timeZone === null ? [] : [view.timeZone])].join(' · ');
  return (
    <PageHeader title={title} {...(parent === undefined ? {} : { parent })}>
      {keepsUp && view.range !== null && <LiveRefresh topics={['counts']} />}
      <FilterBar view={view} path={path} extra={extra} />
      <SavedViewBar view={view} path={path} extra={extra} />
      {Object.keys(alertOn.filter).length > 0 && (
        <May right="settings">
          <Link className={buttons.button} href={`/alerts/rules/new?${filterQuery(alertOn.filter)}`}>
            Alert on this
          </Link>
        </May>
      )}
      <TimeMenu
        // A new menu for each address: what stands in its boxes is what is shown.
        key={`${hrefTo(path, view, extra)} ${timeZone}`}
        label={label}
        ranges={ranges.map((range) => ({
          label: relativeRanges[range].label,
          href: hrefTo(path, { ...view, range }, extra),
          current: range === view.range,
        }))}
        comparisons={comparisons.map((compare) => ({
          label: `the ${comparisonLabels[compare]}`,
          href: hrefTo(path, { ...view, compare }, extra),
          current: compare === view.compare,
        }))}
        addresses={{
          custom: hrefTo(path, during(view, '__from__', '__to__'), extra),
          zone: hrefTo(path, { ...view, timeZone: '__tz__' }, extra),
        }}
        from={view.from}
        to={view.to}
        timeZone={timeZone}
      />
    </PageHeader>
  );
}
