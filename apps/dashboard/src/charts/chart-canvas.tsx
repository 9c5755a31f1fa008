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
import { useRouter } from 'next/navigation';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { addBrush } from './brush';
import styles from './chart.module.css';
import { type ChartRoom, colorsOf, toChartConfig } from './chart-config';
import type { ChartModel } from './chart-model';
import { hrefOfBuckets } from './chart-table';
import { type ChartTheme, onThemeChange, readChartTheme } from './chart-theme';
import { keptPicture } from './kept-picture';
import { overBars } from './over-bars';

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
  overBars,
  keptPicture,
);

/** Where a chart was pointed at before it could answer. */
export interface Pointed {
  clientX: number;
  clientY: number;
  isClick: boolean;
}

/** The one place that knows Chart.js. Redraws when the data changes or light turns to dark. */
export function ChartCanvas({
  model,
  pointed,
}: {
  model: ChartModel;
  /** Where it was pointed at while it was on its way. */
  pointed: RefObject<Pointed | null>;
}) {
  const router = useRouter();
  const canvas = useRef<HTMLCanvasElement>(null);
  const brush = useRef<ReturnType<typeof addBrush>>(null);
  const chart = useRef<Chart<'bar' | 'line', (number | null)[], string> | null>(null);
  const look = useRef<Look | null>(null);

  // Before the browser paints, so that there is no moment between the picture and this.
  useLayoutEffect(() => {
    const target = canvas.current;
    if (target === null) return;
    const draw = () => {
      look.current = lookOf(target.parentElement ?? document.body, model, look.current);
      const config = toChartConfig(model, look.current.theme, look.current.room, (href) => {
        if (!brush.current?.wasDragged()) router.push(href, { scroll: false });
      });
      if (chart.current === null) {
        chart.current = new Chart(target, config);
        answer(target, pointed);
        return;
      }
      chart.current.data = config.data;
      if (config.options !== undefined) chart.current.options = config.options;
      chart.current.update('none');
    };
    const forget = onThemeChange(() => {
      look.current = null;
      draw();
    });
    if (chart.current === null) {
      draw();
      return forget;
    }
    // With the next picture, as all else that is new: in one task with that, it would hold up what comes after.
    const frame = requestAnimationFrame(draw);
    return () => {
      cancelAnimationFrame(frame);
      forget();
    };
  }, [model, pointed, router]);

  useEffect(() => {
    const { zoom } = model;
    if (chart.current === null || zoom === null) return;
    const added = addBrush(chart.current, (first, last) => {
      router.push(hrefOfBuckets(zoom, first, last), { scroll: false });
    });
    brush.current = added;
    return added.remove;
  }, [model, router]);

  useEffect(() => {
    const forget = () => {
      look.current = null;
    };
    window.addEventListener('resize', forget);
    return () => window.removeEventListener('resize', forget);
  }, []);

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

/**
 * What the page around a chart says of how it is drawn: read once for a size of the window, as every look at a page that has changed has
 * it laid out anew.
 */
interface Look {
  colors: string;
  theme: ChartTheme;
  room: ChartRoom;
}

/** The look that is known, unless the model has other colors. */
function lookOf(host: HTMLElement, model: ChartModel, known: Look | null): Look {
  const colors = [...new Set(colorsOf(model))].sort();
  const key = colors.join(' ');
  if (known?.colors === key) return known;
  return { colors: key, theme: readChartTheme(host, colors), room: roomAround(host) };
}

/** The canvas is higher than the place of the values, so that a long tooltip has room. */
function roomAround(host: HTMLElement): ChartRoom {
  const around = host.getBoundingClientRect();
  const plot = host.closest('[data-plot]')?.getBoundingClientRect() ?? around;
  return { top: plot.top - around.top, bottom: around.bottom - plot.bottom };
}

/** Does what was meant for the chart before it was there. */
function answer(canvas: HTMLCanvasElement, pointed: RefObject<Pointed | null>): void {
  if (pointed.current === null) return;
  const { isClick, ...at } = pointed.current;
  pointed.current = null;
  canvas.dispatchEvent(new MouseEvent('mousemove', at));
  if (isClick) canvas.dispatchEvent(new MouseEvent('click', at));
}
