'use client';

import { type MouseEvent, useEffect, useRef } from 'react';
import { useFetched } from '@/components/use-fetched';
import styles from './chart.module.css';
import type { Pointed } from './chart-canvas';
import type { ChartModel } from './chart-model';
import { ChartPicture } from './chart-picture';
import { whenAtRest } from './when-at-rest';

const fetchCanvas = () => import('./chart-canvas').then((module) => module.ChartCanvas);

/**
 * The values of a chart: a picture until somebody points at it, then Chart.js in its place, which looks the same and
 * answers. To have it draw what is only looked at would hold a phone up for a third of a second.
 */
export function LazyChart({ model }: { model: ChartModel }) {
  const [ChartCanvas, ask] = useFetched(fetchCanvas);
  const pointed = useRef<Pointed>(null);
  // A fetch ahead that fails is made again when it is needed.
  useEffect(() => whenAtRest(() => void fetchCanvas().catch(() => undefined)), []);

  if (ChartCanvas !== null) {
    return (
      <div className={styles.drawn}>
        <ChartCanvas model={model} pointed={pointed} />
      </div>
    );
  }
  function point({ clientX, clientY, type }: MouseEvent) {
    pointed.current = { clientX, clientY, isClick: type === 'click' };
    ask();
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard there is the table, and the links of the legend
    // biome-ignore lint/a11y/noStaticElementInteractions: it only asks for what answers
    <div className={styles.drawn} onPointerEnter={point} onPointerMove={point} onClick={point}>
      <ChartPicture model={model} />
    </div>
  );
}
