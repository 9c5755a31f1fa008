import type { Cause } from '@turnaway/contracts/taxonomy';
import { causeLabels } from '@turnaway/contracts/words';
import styles from './cause.module.css';

/** A cause: its color as a small square, and its name; never the color alone. */
export function CauseName({ cause }: { cause: Cause | null }) {
  if (cause === null) return <span className={styles.cause}>–</span>;
  return (
    <span className={styles.cause}>
      <Square color={`cause-${cause}`} />
      {causeLabels[cause]}
    </span>
  );
}

/** The cause that a key of a breakdown or a trend names; keys come as plain text. */
export function causeOf(key: string): Cause {
  return isCause(key) ? key : 'unclassified';
}

function isCause(key: string): key is Cause {
  return Object.hasOwn(causeLabels, key);
}

/** A square in a token's color. */
export function Square({ color }: { color: string }) {
  return <i className={styles.square} style={{ background: `var(--${color})` }} aria-hidden="true" />;
}

/** A row of small bars, one for each part of the period: a glyph, drawn on the server. */
export function Spark({ values, cause }: { values: number[]; cause: Cause | null }) {
  const most = Math.max(...values, 1);
  const step = 92 / values.length;
  // One path, not a shape for each bar: a page of these is a thousand elements less.
  const bars = values.map((value, place) => {
    const height = value === 0 ? 0.6 : Math.max((19 * value) / most, 1.5);
    return `M${round(place * step)} 20v-${round(height)}h${round(step - 1)}v${round(height)}z`;
  });
  return (
    <svg className={styles.spark} width={92} height={20} aria-hidden="true">
      <path d={bars.join('')} fill={`var(--cause-${cause ?? 'unclassified'})`} />
    </svg>
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
