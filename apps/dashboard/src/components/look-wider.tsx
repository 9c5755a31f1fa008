import { Link } from '@/components/link';
import { hrefTo, type RelativeRange, relativeRanges, type View, withoutFilters } from '@/lib/view';

/** Where people look next, from the nearest. */
const wider = ['7d', '30d', '1y'] as const satisfies readonly RelativeRange[];
const minuteMs = 60_000;

/** Ways out of a view that shows nothing: the next longer times, and the same time without filters. */
export function LookWider({
  path,
  view,
  extra = {},
}: {
  path: string;
  view: View;
  /** The page's own parameters. */
  extra?: Record<string, string | null>;
}) {
  const minutes = (Date.parse(view.to) - Date.parse(view.from)) / minuteMs;
  const longer = wider.filter((range) => relativeRanges[range].minutes > minutes).slice(0, 2);
  const isFiltered = Object.values(view.filter).some((values) => values !== undefined);
  if (longer.length === 0 && !isFiltered) return null;
  return (
    <p>
      {longer.map((range, place) => (
        <span key={range}>
          {place > 0 && ' · '}
          <Link href={hrefTo(path, { ...view, range }, extra)}>{relativeRanges[range].label}</Link>
        </span>
      ))}
      {longer.length > 0 && isFiltered && ' · '}
      {isFiltered && <Link href={hrefTo(path, withoutFilters(view), extra)}>Without filters</Link>}
    </p>
  );
}
