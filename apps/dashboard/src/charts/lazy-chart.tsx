'use client';

import dynamic from 'next/dynamic';
import styles from './chart.module.css';
import type { ChartModel } from './chart-model';

/** The chart, fetched after the page: the numbers are readable before it is there. */
const ChartCanvas = dynamic(() => import('./chart-canvas'), {
  ssr: false,
  loading: () => <div className={styles.skeleton} aria-hidden="true" />,
});

export function LazyChart({ model }: { model: ChartModel }) {
  return <ChartCanvas model={model} />;
}
