import type { PageShape } from './page-shape';
import styles from './skeleton.module.css';

const rows = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** A page's parts as gray fields, at the places and in the sizes that they will have. */
export function Skeleton({ shape }: { shape: PageShape }) {
  return (
    <div className={styles.skeleton} aria-hidden="true">
      <i className={styles.heading} />
      {shape === 'overview' && (
        <>
          <div className={styles.numbers}>
            {rows.slice(0, 6).map((row) => (
              <i key={row} />
            ))}
          </div>
          <i className={styles.chart} />
        </>
      )}
      {shape === 'detail' && (
        <>
          <i className={styles.title} />
          <div className={styles.columns}>
            <div>
              {rows.slice(0, 6).map((row) => (
                <i key={row} className={styles.line} />
              ))}
            </div>
            <i className={styles.side} />
          </div>
          <i className={styles.chart} />
        </>
      )}
      {rows.map((row) => (
        <i key={row} className={styles.row} />
      ))}
    </div>
  );
}
