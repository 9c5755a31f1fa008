import { Link } from '@/components/link';
import { formatDateTime } from '@/lib/format';
import { getNow, getTimeZone } from '@/lib/request';
import { filterQuery, hrefTo, type RelativeRange, relativeRanges, type View } from '@/lib/view';
import { LinkMenu } from '../link-menu';
import { PageHeader } from '../page';
import page from '../page.module.css';
import { FilterBar } from './filter-bar';
import { LiveRefresh } from './live-refresh';

const ranges = Object.keys(relativeRanges) as RelativeRange[];

/** Head of every page that shows sign-ins: its name, the filters, the time, and whether it keeps up by itself. */
export async function ViewBar({
  title,
  parent,
  view,
  path,
  extra = {},
  alertOn = view,
}: {
  title: string;
  parent?: { href: string; label: string };
  view: View;
  path: string;
  extra?: Record<string, string | null>;
  /** What an alert made from here watches. */
  alertOn?: View;
}) {
  const timeZone = await getTimeZone();
  const label =
    view.range === null
      ? `${formatDateTime(view.from, timeZone, getNow())} to ${formatDateTime(view.to, timeZone, getNow())}`
      : relativeRanges[view.range].label;
  return (
    <PageHeader title={title} {...(parent === undefined ? {} : { parent })}>
      {view.range !== null && <LiveRefresh />}
      <FilterBar view={view} path={path} extra={extra} />
      {Object.keys(alertOn.filter).length > 0 && (
        <Link className={page.button} href={`/alerts/rules/new?${filterQuery(alertOn.filter)}`}>
          Alert on this
        </Link>
      )}
      <LinkMenu
        label={label}
        choices={ranges.map((range) => ({
          label: relativeRanges[range].label,
          href: hrefTo(path, { ...view, range }, extra),
          current: range === view.range,
        }))}
      />
    </PageHeader>
  );
}
