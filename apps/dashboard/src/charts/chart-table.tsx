'use client';

import { type ReactNode, useState } from 'react';
import { Link } from '@/components/link';
import table from '@/components/table.module.css';
import { formatNumber, formatShare } from '@/lib/format';
import styles from './chart.module.css';
import type { ChartModel, ChartZoom } from './chart-model';

/**
 * A chart's numbers as a table, made when it is opened: hundreds of cells and links that nobody looks at would hold the
 * page back.
 */
export function ChartTable({
  model,
  rows,
  children,
}: {
  model: ChartModel;
  /** What is behind each bucket, if anything is. */
  rows: ChartZoom | null;
  /** What stands over the table. */
  children?: ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  const write = (value: number | null) => (model.unit === 'share' ? formatShare(value) : formatNumber(value));
  return (
    <details className={styles.table} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Table</summary>
      {children}
      {isOpen && (
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
                <tr key={rows?.edges[place] ?? label}>
                  <td className={table.nowrap}>
                    {rows === null ? label : <Link href={hrefOfBuckets(rows, place)}>{label}</Link>}
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
      )}
    </details>
  );
}

/** The address of what lies in the buckets from `first` to `last`. */
export function hrefOfBuckets({ edges, href }: ChartZoom, first: number, last = first): string {
  const ends = { __from__: edges[first] ?? '', __to__: edges[last + 1] ?? '' };
  return href.replace(/__(?:from|to)__/g, (name) => encodeURIComponent(ends[name as keyof typeof ends]));
}
