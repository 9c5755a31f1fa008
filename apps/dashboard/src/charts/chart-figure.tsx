import type { ReactNode } from 'react';
import { Square } from '@/components/cause';
import { Link } from '@/components/link';
import { Empty } from '@/components/page';
import table from '@/components/table.module.css';
import { formatNumber, formatShare } from '@/lib/format';
import styles from './chart.module.css';
import { type ChartModel, type MarkKind, markColors } from './chart-model';
import { LazyChart } from './lazy-chart';
import { isEmptyChart } from './to-chart-data';

const markKinds: MarkKind[] = ['alert', 'deploy'];
const markLabels: Readonly<Record<MarkKind, string>> = { alert: 'Alert', deploy: 'Marked, such as a deploy' };

/** A chart with all that belongs to it: its legend, whose totals are links, and its table. */
export function ChartFigure({
  model,
  rowHrefs,
  downloads,
  empty,
}: {
  model: ChartModel;
  /** What is behind each bucket. */
  rowHrefs: string[];
  /** The ways to take its numbers along. */
  downloads?: ReactNode;
  empty: string;
}) {
  if (isEmptyChart(model)) {
    return (
      <Empty title="Nothing to draw">
        <p>{empty}</p>
      </Empty>
    );
  }
  const write = (value: number | null) => (model.unit === 'share' ? formatShare(value) : formatNumber(value));
  return (
    <figure className={styles.figure}>
      <div className={styles.chart}>
        <LazyChart model={model} />
      </div>
      <figcaption className={styles.legend}>
        {model.series.map((series) => {
          const text = (
            <>
              <Square color={series.color} />
              <span className={styles.label} title={series.label}>
                {series.label}
              </span>{' '}
              <b>{write(series.total)}</b>
            </>
          );
          return series.href === null ? (
            <span key={series.key}>{text}</span>
          ) : (
            <Link key={series.key} href={series.href} scroll={false}>
              {text}
            </Link>
          );
        })}
        {markKinds.map(
          (kind) =>
            model.marks.some((mark) => mark.kind === kind) && (
              <span key={kind}>
                <i
                  aria-hidden="true"
                  className={styles.mark}
                  style={{ borderColor: `var(--${markColors[kind]})` }}
                />
                {markLabels[kind]}
              </span>
            ),
        )}
        {model.lastIsFilling && <span className={styles.filling}>The last bar is still filling.</span>}
      </figcaption>
      <details className={styles.table}>
        <summary>Table</summary>
        {downloads}
        <section className={styles.scroll} aria-label={`Table: ${model.summary}`}>
          <table aria-label={model.summary} className={table.table}>
            <thead>
              <tr>
                <th>From</th>
                {model.series.map(({ key, label }) => (
                  <th key={key} className={table.number}>
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {model.labels.map((label, place) => (
                <tr key={rowHrefs[place] ?? label}>
                  <td className={table.nowrap}>
                    {rowHrefs[place] === undefined ? label : <Link href={rowHrefs[place]}>{label}</Link>}
                  </td>
                  {model.series.map(({ key, values }) => (
                    <td key={key} className={table.number}>
                      {write(values[place] ?? null)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  );
}
