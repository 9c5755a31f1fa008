import type { ChartConfiguration, ChartDataset } from 'chart.js';
import {
  type ChartModel,
  type ChartSeries,
  isLine,
  isReference,
  type MarkKind,
  markColors,
} from './chart-model';
import { barShare, toScale, toWriter } from './chart-scale';
import { type ChartTheme, faded } from './chart-theme';
import { markRowPx, markRows, marksOf, shortened } from './mark-names';

type Kind = 'bar' | 'line';
const labelLengthMax = 28;

/** The tokens of the colors that a model is drawn in. */
export function colorsOf(model: ChartModel): string[] {
  return [...model.series.map(({ color }) => color), ...Object.values(markColors)];
}

/** What is free over and under the values, in pixels: the axes are there before Chart.js is, which draws between them. */
export type ChartRoom = Record<'top' | 'bottom', number>;

/** A model and a theme as Chart.js takes them. */
export function toChartConfig(
  model: ChartModel,
  theme: ChartTheme,
  room: ChartRoom,
  onSeries: (href: string) => void,
): ChartConfiguration<Kind, (number | null)[], string> {
  const last = model.labels.length - 1;
  const font = { family: theme.fontFamily, size: 11 };
  const write = toWriter(model);
  const markColor = (kind: MarkKind) => theme.color(markColors[kind]);
  return {
    type: model.kind === 'line' ? 'line' : 'bar',
    data: { labels: model.labels, datasets: model.series.map((series) => dataset(model, series, theme)) },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      color: theme.ink,
      layout: { padding: room },
      interaction: { mode: 'index', intersect: false },
      // A veil shows what the pointer is over.
      hover: { mode: 'none' },
      onClick: (event, _elements, chart) => {
        if (event.native === null) return;
        const hit = chart.getElementsAtEventForMode(event.native, 'nearest', { intersect: true }, false)[0];
        const href = hit === undefined ? undefined : model.series[hit.datasetIndex]?.href;
        if (href) onSeries(href);
      },
      onHover: (event, _elements, chart) => {
        if (event.native === null) return;
        const over = chart.getElementsAtEventForMode(event.native, 'nearest', { intersect: true }, false)[0];
        const leads = over !== undefined && Boolean(model.series[over.datasetIndex]?.href);
        chart.canvas.style.cursor = leads ? 'pointer' : 'default';
      },
      plugins: {
        legend: { display: false },
        overBars: {
          filling: model.lastIsFilling ? { place: last, color: faded(theme.line) } : null,
          marks: marksOf(model).map(({ place, kind }) => ({ place, color: markColor(kind) })),
          marksFromPx: markRows(model) * markRowPx,
        },
        tooltip: {
          backgroundColor: theme.panel,
          borderColor: theme.line,
          borderWidth: 1,
          titleColor: theme.ink,
          bodyColor: theme.ink,
          footerColor: theme.quiet,
          titleFont: { ...font, size: 12 },
          bodyFont: { family: theme.monoFamily, size: 11 },
          footerFont: { ...font, weight: 'normal' },
          padding: 10,
          boxWidth: 9,
          boxHeight: 9,
          boxPadding: 5,
          cornerRadius: 6,
          caretSize: 0,
          filter: (item) => item.raw !== 0 && item.raw !== null,
          itemSort: (a, b) => b.datasetIndex - a.datasetIndex,
          callbacks: {
            label: (item) => tooltipLine(model, item.dataset.label ?? '', write(Number(item.raw))),
            footer: (items) =>
              model.lastIsFilling && items[0]?.dataIndex === model.labels.length - 1 ? 'still filling' : '',
          },
        },
      },
      scales: {
        // Chart.js measures the labels of an axis that it does not draw, unless it is told that these are not drawn either.
        x: {
          display: false,
          ticks: { display: false },
          stacked: model.kind === 'stacked-bars',
          offset: model.kind !== 'line',
        },
        y: {
          display: false,
          ticks: { display: false },
          stacked: model.kind === 'stacked-bars',
          min: 0,
          max: toScale(model).top,
        },
      },
    },
  };
}

/** Name and value in two columns; the font is monospaced, so blanks align them. */
function tooltipLine(model: ChartModel, label: string, value: string): string {
  const width = Math.min(labelLengthMax, Math.max(...model.series.map((series) => series.label.length)));
  return ` ${shortened(label, width).padEnd(width)}  ${value.padStart(6)}`;
}

function dataset(
  model: ChartModel,
  series: ChartSeries,
  theme: ChartTheme,
): ChartDataset<Kind, (number | null)[]> {
  const color = theme.color(series.color);
  const common = { label: series.label, data: series.values };
  if (isLine(model, series)) {
    return {
      ...common,
      type: 'line',
      borderColor: color,
      backgroundColor: color,
      borderWidth: isReference(series) ? 1 : 1.5,
      borderDash: isReference(series) ? [3, 3] : [],
      pointRadius: 0,
      pointHitRadius: 8,
      stepped: series.key === 'before' ? 'middle' : false,
      // A line runs over the bars, not behind them.
      order: -1,
    };
  }
  return {
    ...common,
    type: 'bar',
    // One color for all bars of a series: a list of them has Chart.js work out every bar by itself.
    backgroundColor: color,
    // Bars of different series stand on each other, never side by side: there is no place to work out for each.
    grouped: false,
    barPercentage: 1,
    categoryPercentage: barShare,
    borderWidth: 0,
  };
}
