import type { ReactNode } from 'react';
import styles from './chart.module.css';
import { type ChartModel, markColors } from './chart-model';
import { placeShare, toScale, toWriter } from './chart-scale';
import { letterWidthPx, markNames, markRowPx, marksOf } from './mark-names';

/** A narrow chart has room for one name in three under its axis. */
const spareFrom = 3;

/** What stands still around a chart's values, which are its children: its axes with their names, and its marks. */
export function ChartFrame({ model, children }: { model: ChartModel; children: ReactNode }) {
  const { top, ticks } = toScale(model);
  const write = toWriter(model);
  const left = (place: number) => percent(placeShare(model, place));
  const named = model.ticks.flatMap((text, place) => (text === '' ? [] : [{ text, place }]));
  return (
    <div className={styles.frame}>
      <div className={styles.values} aria-hidden="true">
        {ticks.map((value) => (
          <span key={value} style={{ top: percent(1 - value / top) }}>
            {write(value)}
          </span>
        ))}
      </div>
      <div className={styles.plot} data-plot>
        {ticks.map((value) => (
          <i key={value} className={styles.line} style={{ top: percent(1 - value / top) }} />
        ))}
        {marksOf(model).map(({ place, label, kind }) => (
          <i
            key={`${place} ${label}`}
            className={styles.markLine}
            style={{ left: left(place), color: `var(--${markColors[kind]})` }}
          />
        ))}
        {markNames(model).map(({ mark, room, text, row, widthPx }) => (
          <span
            key={`${room} ${mark.place} ${mark.label}`}
            aria-hidden="true"
            className={styles.markName}
            data-room={room}
            style={{
              // Over its line, and within the chart.
              left: `clamp(${widthPx / 2}px, ${left(mark.place)}, calc(100% - ${widthPx / 2}px))`,
              top: row * markRowPx,
              color: `var(--${markColors[mark.kind]})`,
            }}
          >
            {text}
          </span>
        ))}
        {children}
      </div>
      <div className={styles.times} aria-hidden="true">
        {named.map(({ text, place }, index) => (
          <span
            key={place}
            data-spare={index % spareFrom !== 0 || undefined}
            // The last may stand so near to the end that it would reach over it.
            style={{ left: `min(${left(place)}, calc(100% - ${(text.length * letterWidthPx) / 2}px))` }}
          >
            {text}
          </span>
        ))}
      </div>
    </div>
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100_000) / 1000}%`;
}
