import type { ChartConfiguration, ChartDataset } from 'chart.js';
import { formatNumber } from '@/lib/format';
import { type ChartMark, type ChartModel, type ChartSeries, markColors } from './chart-model';
import { type ChartTheme, faded } from './chart-theme';

type Kind = 'bar' | 'line';
type Drawn = { chart: { width: number } };
const narrowWidthPx = 520;
const labelLengthMax = 28;
const markLabelLengthMax = 48;
const letterWidthPx = 6.4;
const markRowPx = 18;
const markRowsMax = 4;
const usualWidthPx = 1_000;
/** What a row of names takes of a chart's height, in percent of it. */
const graceOfRow = 10;

/** The tokens of the colors that a model is drawn in. */
export function colorsOf(model: ChartModel): string[] {
  return [...model.series.map(({ color }) => color), ...Object.values(markColors)];
}

/** A model and a theme as Chart.js takes them. */
export function toChartConfig(
  model: ChartModel,
  theme: ChartTheme,
  onSeries: (href: string) => void,
): ChartConfiguration<Kind, (number | null)[], string> {
  const last = model.labels.length - 1;
  const font = { family: theme.fontFamily, size: 11 };
  const marks = model.marks.filter(
    ({ place, label }, index, all) =>
      all.findIndex((other) => other.place === place && other.label === label) === index,
  );
  // In a narrow chart a long label would lie over all of it.
  const labelOf = (chart: { width: number }, label: string) =>
    shortened(label, chart.width < narrowWidthPx ? labelLengthMax : markLabelLengthMax);
  const near = (chart: { width: number }) => {
    const longest = Math.max(...marks.map(({ label }) => labelOf(chart, label).length), 0);
    return ((longest * letterWidthPx + 8) / chart.width) * model.labels.length;
  };
  // Room for the names of marks over the highest bar, for as many rows as they take in an ordinary chart.
  const markRows = Math.min(
    Math.max(0, ...marks.map((mark) => rowOfMark(marks, mark, near({ width: usualWidthPx })) + 1)),
    markRowsMax,
  );
  const shares = model.unit === 'share';
  const write = (value: number) => (shares ? `${Math.round(value * 1000) / 10}%` : formatNumber(value));
  return {
    type: model.kind === 'line' ? 'line' : 'bar',
    data: { labels: model.labels, datasets: model.series.map((series) => dataset(model, series, theme)) },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      color: theme.ink,
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
        annotation: {
          annotations: [
            ...(model.lastIsFilling
              ? [
                  {
                    type: 'box' as const,
                    drawTime: 'afterDatasetsDraw' as const,
                    xMin: last - 0.5,
                    xMax: last + 0.5,
                    backgroundColor: faded(theme.line),
                    borderWidth: 0,
                  },
                ]
              : []),
            ...marks.map((mark) => ({
              type: 'line' as const,
              scaleID: 'x',
              value: mark.place,
              borderColor: theme.color(markColors[mark.kind]),
              borderWidth: 1,
              borderDash: [2, 3],
              label: {
                // Where too many stand together, the lines alone are drawn.
                display: ({ chart }: Drawn) => rowOfMark(marks, mark, near(chart)) < markRowsMax,
                content: ({ chart }: Drawn) => labelOf(chart, mark.label),
                position: 'start' as const,
                yAdjust: ({ chart }: Drawn) => rowOfMark(marks, mark, near(chart)) * markRowPx,
                font,
                color: theme.color(markColors[mark.kind]),
                backgroundColor: theme.panel,
                padding: 2,
              },
            })),
          ],
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
        x: {
          stacked: model.kind === 'stacked-bars',
          grid: { display: false },
          border: { color: theme.line },
          ticks: {
            color: theme.quiet,
            font,
            autoSkip: false,
            maxRotation: 0,
            callback(_value, index) {
              const named = model.ticks.slice(0, index + 1).filter((tick) => tick !== '').length;
              const every = this.chart.width < narrowWidthPx ? 3 : 1;
              return (named - 1) % every === 0 ? (model.ticks[index] ?? '') : '';
            },
          },
        },
        y: {
          stacked: model.kind === 'stacked-bars',
          beginAtZero: true,
          grace: `${markRows * graceOfRow}%`,
          border: { display: false },
          grid: { color: theme.line },
          ticks: {
            color: theme.quiet,
            font,
            maxTicksLimit: 5,
            ...(shares ? {} : { precision: 0 }),
            callback: (value) => write(Number(value)),
          },
        },
      },
    },
  };
}

/** Row of a mark's label: the first in which no mark before it is nearer than `near` buckets, so that no two overlap. */
function rowOfMark(marks: ChartMark[], mark: ChartMark, near: number): number {
  const lastInRow: number[] = [];
  for (const other of marks.toSorted((a, b) => a.place - b.place)) {
    const free = lastInRow.findIndex((place) => other.place - place >= near);
    const row = free === -1 ? lastInRow.length : free;
    if (other === mark) return row;
    lastInRow[row] = other.place;
  }
  return 0;
}

function shortened(label: string, width = labelLengthMax): string {
  return label.length > width ? `${label.slice(0, width - 1)}…` : label;
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
  // What the line is compared with, not measured now.
  const isReference = ['before', 'threshold', 'recovery'].includes(series.key);
  if (model.kind === 'line' || series.key === 'before') {
    return {
      ...common,
      type: 'line',
      borderColor: color,
      backgroundColor: color,
      borderWidth: isReference ? 1 : 1.5,
      borderDash: isReference ? [3, 3] : [],
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
    categoryPercentage: 0.86,
    borderWidth: 0,
  };
}
