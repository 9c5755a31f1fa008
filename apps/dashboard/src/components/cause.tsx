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
  return (
    <svg className={styles.spark} width={92} height={20} aria-hidden="true">
      {values.map((value, place) => {
        const height = value === 0 ? 0.6 : Math.max((19 * value) / most, 1.5);
        const step = 92 / values.length;
        return (
          <rect
            key={place}
            x={place * step}
            width={step - 1}
            y={20 - height}
            height={height}
            fill={`var(--cause-${cause ?? 'unclassified'})`}
          />
        );
      })}
    </svg>
  );
}
