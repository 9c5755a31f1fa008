'use client';

import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import annotation from 'chartjs-plugin-annotation';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { addBrush } from './brush';
import styles from './chart.module.css';
import { colorsOf, toChartConfig } from './chart-config';
import type { ChartModel } from './chart-model';
import { hrefOfBuckets } from './chart-table';
import { onThemeChange, readChartTheme } from './chart-theme';
import { keptPicture } from './kept-picture';

// Only what is drawn, so that the rest of the library is not shipped.
Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  annotation,
  keptPicture,
);

/** The one place that knows Chart.js. Redraws when the data changes or light turns to dark. */
export function ChartCanvas({ model }: { model: ChartModel }) {
  const router = useRouter();
  const canvas = useRef<HTMLCanvasElement>(null);
  const brush = useRef<ReturnType<typeof addBrush>>(null);
  const chart = useRef<Chart<'bar' | 'line', (number | null)[], string> | null>(null);

  useEffect(() => {
    const target = canvas.current;
    if (target === null) return;
    const draw = () => {
      const host = target.parentElement ?? document.body;
      const config = toChartConfig(model, readChartTheme(host, colorsOf(model)), (href) => {
        if (!brush.current?.wasDragged()) router.push(href, { scroll: false });
      });
      if (chart.current === null) {
        chart.current = new Chart(target, config);
        return;
      }
      chart.current.data = config.data;
      if (config.options !== undefined) chart.current.options = config.options;
      chart.current.update('none');
    };
    draw();
    return onThemeChange(draw);
  }, [model, router]);

  useEffect(() => {
    const { zoom } = model;
    if (chart.current === null || zoom === null) return;
    const added = addBrush(chart.current, (first, last) => {
      router.push(hrefOfBuckets(zoom, first, last), { scroll: false });
    });
    brush.current = added;
    return added.remove;
  }, [model, router]);

  useEffect(
    () => () => {
      chart.current?.destroy();
      chart.current = null;
    },
    [],
  );

  // Placed absolutely: a canvas in the flow holds its box open, and the chart could grow but never shrink.
  return <canvas ref={canvas} className={styles.canvas} role="img" aria-label={model.summary} />;
}
