import type { ReactNode } from 'react';
import { Square } from '@/components/cause';
import { Link } from '@/components/link';
import { Empty } from '@/components/page';
import { formatNumber, formatShare } from '@/lib/format';
import styles from './chart.module.css';
import { ChartFrame } from './chart-frame';
import { type ChartModel, type ChartZoom, type MarkKind, markColors } from './chart-model';
import { ChartTable } from './chart-table';
import { LazyChart } from './lazy-chart';
import { isEmptyChart } from './to-chart-data';

const markKinds: MarkKind[] = ['alert', 'deploy'];
const markLabels: Readonly<Record<MarkKind, string>> = { alert: 'Alert', deploy: 'Marked, such as a deploy' };

/** A chart with all that belongs to it: its legend, whose totals are links, and its table. */
export function ChartFigure({
  model,
  rows,
  downloads,
  empty,
}: {
  model: ChartModel;
  /** What is behind each bucket; `null` where nothing is. */
  rows: ChartZoom | null;
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
        <ChartFrame model={model}>
          <LazyChart model={model} />
        </ChartFrame>
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
      <ChartTable model={model} rows={rows}>
        {downloads}
      </ChartTable>
    </figure>
  );
}
