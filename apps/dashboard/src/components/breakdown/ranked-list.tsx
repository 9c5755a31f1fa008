import type { Breakdown, BreakdownDimension, BreakdownRow } from '@turnaway/contracts/readings';
import { Breakable } from '@/components/breakable';
import { CauseName, causeOf } from '@/components/cause';
import { Link } from '@/components/link';
import page from '@/components/page.module.css';
import table from '@/components/table.module.css';
import { filterValueLabel } from '@/lib/filter-words';
import { formatNumber, formatShare } from '@/lib/format';
import { isSubject, subjectHref } from '@/lib/subjects';
import { type FilterName, hrefTo, only, type View } from '@/lib/view';

/** Values of one dimension, most failures first, with their share as a bar; each leads to what is behind it. */
export function RankedList({
  breakdown,
  view,
  path,
  noteOf = () => null,
}: {
  breakdown: Breakdown;
  view: View;
  /** The page that a value narrows; its own page or its sign-ins where left out. */
  path?: string;
  /** What else is to be said of a row, in a few words. */
  noteOf?: (row: BreakdownRow) => string | null;
}) {
  const most = Math.max(...breakdown.items.map(({ failures }) => failures), 1);
  const rated = breakdown.items.some(({ failureRate }) => failureRate !== null);
  if (breakdown.items.length === 0) return <p className={page.note}>None in this period.</p>;
  return (
    <table
      aria-label={dimensionTitles[breakdown.by].many}
      className={`${table.table} ${rated ? table.rated : ''}`}
    >
      <thead>
        <tr>
          <th>{dimensionTitles[breakdown.by].one}</th>
          {rated && <th className={table.number}>Success</th>}
          <th className={table.barCell}>Share</th>
          <th className={table.number}>Events</th>
        </tr>
      </thead>
      <tbody>
        {breakdown.items.map((row) => (
          <tr key={row.key}>
            <td className={table.name}>
              <Value row={row} by={breakdown.by} view={view} path={path} />
              <Note text={noteOf(row)} />
            </td>
            {rated && (
              <td className={table.number}>
                {formatShare(row.failureRate === null ? null : 1 - row.failureRate)}
              </td>
            )}
            <td className={table.barCell} title={`${formatShare(row.share)} of all failures here`}>
              <div className={table.bar} style={{ width: `${(row.failures / most) * 100}%` }} />
            </td>
            <td className={table.number}>{formatNumber(row.failures)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Note({ text }: { text: string | null }) {
  return text === null ? null : <div className={table.note}>{text}</div>;
}

/** What a dimension's list is called. */
export const dimensionTitles: Readonly<Record<BreakdownDimension, { one: string; many: string }>> = {
  app: { one: 'App', many: 'Apps' },
  user: { one: 'Person', many: 'People' },
  ip: { one: 'Address', many: 'Addresses' },
  country: { one: 'Country', many: 'Countries' },
  client: { one: 'Client', many: 'Clients' },
  device: { one: 'Device', many: 'Devices' },
  policy: { one: 'Policy', many: 'Policies' },
  feed: { one: 'Feed', many: 'Feeds' },
  system: { one: 'System', many: 'Systems' },
  code: { one: 'Error code', many: 'Error codes' },
  cause: { one: 'Cause', many: 'Causes' },
  source: { one: 'Source', many: 'Where it was issued' },
};

function Value({
  row,
  by,
  view,
  path,
}: {
  row: BreakdownRow;
  by: BreakdownDimension;
  view: View;
  path: string | undefined;
}) {
  const href =
    path === undefined && isSubject(by)
      ? subjectHref(view, by, row.key)
      : hrefTo(path ?? '/sign-ins', only(view, by satisfies FilterName, row.key));
  return (
    <Link href={href}>
      {by === 'cause' ? <CauseName cause={causeOf(row.key)} /> : <Breakable text={labelOf(row, by)} />}
    </Link>
  );
}

function labelOf(row: BreakdownRow, by: FilterName): string {
  return row.label === row.key ? filterValueLabel(by, row.key) : row.label;
}
