/** What a chart draws, as plain data that the server works out and the browser only paints. */
export interface ChartModel {
  kind: 'stacked-bars' | 'line' | 'bars-against-before';
  /** One name for each bucket, as the tooltip and the table say it. */
  labels: string[];
  /** The names that stand under the axis; empty where a bucket has none. */
  ticks: string[];
  series: ChartSeries[];
  /** Shares are written in percent. */
  unit: 'count' | 'share';
  /** The last bucket is not over yet. */
  lastIsFilling: boolean;
  /** What happened when, such as an alert that fired: a line through its bucket. */
  marks: ChartMark[];
  /** What lets a part of the time be drawn out; `null` where there is nothing finer to see. */
  zoom: ChartZoom | null;
  /** A sentence for those who do not see it. */
  summary: string;
}

export type MarkKind = 'alert' | 'deploy';

/** Names of the color tokens, without the dashes. */
export const markColors: Readonly<Record<MarkKind, string>> = { alert: 'bad', deploy: 'mark' };

export interface ChartMark {
  /** Which bucket. */
  place: number;
  label: string;
  /** An alert that fired, or what people marked, such as a deploy. */
  kind: MarkKind;
}

export interface ChartZoom {
  /** When each bucket begins, and after the last of them when it ends. */
  edges: string[];
  /** The address of a part, with `__from__` and `__to__` where its ends go. */
  href: string;
}

export interface ChartSeries {
  key: string;
  label: string;
  /** Name of a color token, without the dashes. */
  color: string;
  values: (number | null)[];
  total: number | null;
  /** Where a click leads; `null` where there is nothing behind it. */
  href: string | null;
}

/** Whether a series is drawn as a line: over the bars, not behind them. */
export function isLine({ kind }: ChartModel, { key }: ChartSeries): boolean {
  return kind === 'line' || key === 'before';
}

/** What a line is compared with, not measured now. */
export function isReference({ key }: ChartSeries): boolean {
  return ['before', 'warn', 'threshold', 'recovery'].includes(key);
}
