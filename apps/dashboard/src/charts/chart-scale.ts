import { formatNumber } from '../lib/format';
import type { ChartModel } from './chart-model';
import { markRows } from './mark-names';

const ticksMax = 5;
/** How much of its bucket a bar takes. */
export const barShare = 0.86;
/** Which part of a chart's height a row of names takes. */
export const rowShare = 0.1;

/** How far up a chart goes, and which values are named along it. */
export interface ChartScale {
  top: number;
  ticks: number[];
}

/**
 * The scale of a chart, from zero: its steps are whole ones, and the names of marks have room over the highest value.
 * It is worked out here and not in Chart.js, so that the axes stand before any script runs.
 */
export function toScale(model: ChartModel): ChartScale {
  const highest = highestValue(model) / (1 - rowShare * markRows(model));
  let step = niceNumber(highest / (ticksMax - 1));
  const steps = Math.ceil(highest / step);
  if (steps > ticksMax - 1) step = niceNumber((steps * step) / (ticksMax - 1));
  // There is no half of a sign-in.
  if (model.unit === 'count') step = Math.max(1, Math.ceil(step));
  const count = Math.max(1, Math.ceil(highest / step));
  const ticks = Array.from({ length: count + 1 }, (_, place) => place * step);
  return { top: count * step, ticks };
}

/** Where a bucket lies along the time, from 0 to 1: in the middle of its bar, or where a line has its point. */
export function placeShare({ kind, labels }: ChartModel, place: number): number {
  return kind === 'line' ? place / Math.max(labels.length - 1, 1) : (place + 0.5) / labels.length;
}

/** How the values of a chart are written. */
export function toWriter({ unit }: ChartModel): (value: number) => string {
  return unit === 'share' ? (value) => `${Math.round(value * 1000) / 10}%` : formatNumber;
}

function highestValue({ kind, labels, series }: ChartModel): number {
  const values =
    kind === 'stacked-bars'
      ? labels.map((_, place) => series.reduce((sum, { values }) => sum + (values[place] ?? 0), 0))
      : series.flatMap(({ values }) => values.map((value) => value ?? 0));
  const highest = values.reduce((most, value) => Math.max(most, value), 0);
  return highest === 0 ? 1 : highest;
}

/** The next of 1, 2, 5 and 10, times a power of ten. */
function niceNumber(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const fraction = value / power;
  // What comes out of a division of decimals is not quite what it should be.
  return ([1, 2, 5].find((nice) => fraction <= nice * 1.000_001) ?? 10) * power;
}
