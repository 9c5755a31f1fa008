import styles from './chart.module.css';
import { type ChartModel, type ChartSeries, isLine, isReference } from './chart-model';
import { barShare, placeShare, rowShare, toScale } from './chart-scale';
import { markRows } from './mark-names';

/** The picture's own units; it is stretched to its place, and lines keep their width. */
const widthUnits = 10_000;
const heightUnits = 2_000;

/** A chart's values, as Chart.js will draw them once somebody points at it: a picture that needs no script. */
export function ChartPicture({ model }: { model: ChartModel }) {
  const { top } = toScale(model);
  const bars = model.series.filter((series) => !isLine(model, series));
  const lines = model.series.filter((series) => isLine(model, series));
  const x = (place: number) => Math.round(placeShare(model, place) * widthUnits);
  const y = (value: number) => Math.round((1 - value / top) * heightUnits);
  const bucket = widthUnits / model.labels.length;
  const base = model.labels.map(() => 0);
  return (
    <svg
      className={styles.picture}
      viewBox={`0 0 ${widthUnits} ${heightUnits}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={model.summary}
    >
      {bars.map(({ key, color, values }) => (
        <path key={key} fill={`var(--${color})`} d={barsPath(values, base, bucket * barShare, x, y)} />
      ))}
      {lines.map((series) => (
        <path
          key={series.key}
          fill="none"
          stroke={`var(--${series.color})`}
          strokeWidth={isReference(series) ? 1 : 1.5}
          strokeDasharray={isReference(series) ? '3 3' : undefined}
          vectorEffect="non-scaling-stroke"
          d={linePath(series, x, y)}
        />
      ))}
      {model.lastIsFilling && (
        <rect
          x={widthUnits - bucket}
          width={bucket}
          // Not over the names of marks, which are to be read.
          y={rowShare * markRows(model) * heightUnits}
          height={(1 - rowShare * markRows(model)) * heightUnits}
          fill="var(--line)"
          fillOpacity={0.6}
        />
      )}
    </svg>
  );
}

/** One path for all bars of a series, which stand on what `base` has grown to, and let it grow. */
function barsPath(
  values: ChartSeries['values'],
  base: number[],
  width: number,
  x: (place: number) => number,
  y: (value: number) => number,
): string {
  const wide = Math.round(width);
  return values
    .map((value, place) => {
      const from = base[place] ?? 0;
      if (value === null || value === 0) return '';
      base[place] = from + value;
      return `M${x(place) - Math.round(width / 2)} ${y(from)}V${y(from + value)}h${wide}V${y(from)}z`;
    })
    .join('');
}

function linePath(
  { key, values }: ChartSeries,
  x: (place: number) => number,
  y: (value: number) => number,
): string {
  let before: number | null = null;
  return values
    .map((value, place) => {
      const isFirst = before === null;
      const middle = Math.round((x(place - 1) + x(place)) / 2);
      before = value;
      if (value === null) return '';
      if (isFirst) return `M${x(place)} ${y(value)}`;
      // What a period is compared with has steps, as its bars would have.
      return key === 'before' ? `H${middle}V${y(value)}H${x(place)}` : `L${x(place)} ${y(value)}`;
    })
    .join('');
}
