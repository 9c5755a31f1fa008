'use client';

import { useEffect, useRef } from 'react';
import { useFetched } from '@/components/use-fetched';
import styles from './chart.module.css';
import type { ChartModel } from './chart-model';
import { whenLookedAt } from './when-looked-at';

/** The chart, fetched and drawn once it is looked at: the numbers are readable before it is there. */
export function LazyChart({ model }: { model: ChartModel }) {
  const [ChartCanvas, ask] = useFetched(() => import('./chart-canvas').then((module) => module.ChartCanvas));
  const place = useRef<HTMLDivElement>(null);
  const latestAsk = useRef(ask);
  useEffect(() => {
    if (place.current !== null) return whenLookedAt(place.current, latestAsk.current);
  }, []);
  if (ChartCanvas !== null) return <ChartCanvas model={model} />;
  return <div ref={place} className={styles.skeleton} aria-hidden="true" />;
}
