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
  /** A sentence for those who do not see it. */
  summary: string;
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
