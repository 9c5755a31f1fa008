import type { CauseSourceGrid as Grid } from '@turnaway/contracts/readings';
import type { Cause, Source } from '@turnaway/contracts/taxonomy';
import { sourceLabels } from '@turnaway/contracts/words';
import { CauseName } from '@/components/cause';
import { Link } from '@/components/link';
import page from '@/components/page.module.css';
import table from '@/components/table.module.css';
import { comparisonLabels } from '@/lib/filter-words';
import { formatChange, formatCount, formatNumber } from '@/lib/format';
import { hrefTo, only, type View } from '@/lib/view';
import styles from './overview.module.css';

/** Why sign-ins failed (down) and where in their chain (across); the darker a field, the more. Every number narrows. */
export function CauseSourceGrid({ grid, view }: { grid: Grid; view: View }) {
  const { cells } = grid;
  if (cells.length === 0) return <p className={page.note}>No failure in this period.</p>;
  const most = Math.max(...cells.map(({ failures }) => failures));
  const causes = ranked(cells, ({ cause }) => cause);
  const sources = ranked(cells, ({ source }) => source);
  const href = (narrowed: View) => hrefTo('/', narrowed);
  const cellOf = (cause: Cause, source: Source) =>
    cells.find((cell) => cell.cause === cause && cell.source === source);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
    <section className={table.scroll} aria-label="Failures by cause and source" tabIndex={0}>
      <table aria-label="Failures by cause and source" className={`${table.table} ${styles.grid}`}>
        <thead>
          <tr>
            <th scope="col">Cause</th>
            {sources.map(([source]) => (
              <th key={source} scope="col" className={table.number}>
                <Link href={href(only(view, 'source', source))}>{sourceLabels[source]}</Link>
              </th>
            ))}
            {sources.length > 1 && (
              <th scope="col" className={table.number}>
                All
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {causes.map(([cause, total]) => (
            <tr key={cause}>
              <th scope="row">
                <Link href={href(only(view, 'cause', cause))}>
                  <CauseName cause={cause} />
                </Link>
              </th>
              {sources.map(([source]) => {
                const cell = cellOf(cause, source);
                return (
                  <td
                    key={source}
                    className={table.number}
                    style={{ background: cell === undefined ? undefined : tint(cell.failures / most) }}
                  >
                    {cell === undefined ? (
                      <span className={table.quiet}>·</span>
                    ) : (
                      <Link
                        href={href(only(only(view, 'cause', cause), 'source', source))}
                        title={`${formatCount(cell.failures, 'failure')}, ${formatChange(cell.failures, cell.failuresBefore).text} against the ${comparisonLabels[view.compare]}`}
                      >
                        {formatNumber(cell.failures)}
                      </Link>
                    )}
                  </td>
                );
              })}
              {sources.length > 1 && (
                <td className={`${table.number} ${table.quiet}`}>{formatNumber(total)}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What occurs along one side, the most failures first, with how many. */
function ranked<Key extends string>(
  cells: Grid['cells'],
  keyOf: (cell: Grid['cells'][number]) => Key,
): [Key, number][] {
  const totals = new Map<Key, number>();
  for (const cell of cells) totals.set(keyOf(cell), (totals.get(keyOf(cell)) ?? 0) + cell.failures);
  return [...totals].sort((a, b) => b[1] - a[1]);
}

/** By the square root, so that a small number beside a large one is still seen; pale enough to read on. */
function tint(share: number): string {
  return `color-mix(in oklab, var(--accent) ${Math.round(4 + 26 * Math.sqrt(share))}%, transparent)`;
}
