import { Fragment } from 'react';
import styles from './breakable.module.css';

const breaks = /(?<=[@.:/_-])|(?<=[^@.:/_\s-]{24})/;
/** As long as most mail addresses are. */
export const shortLengthMax = 36;

/**
 * A name that may break after its punctuation, or where it goes on for too long: within a word it is hard to read. A
 * short one stays on its line where the window has room.
 */
export function Breakable({ text }: { text: string }) {
  const parts = text.split(breaks).map((part, place) => (
    <Fragment key={place}>
      {place > 0 && <wbr />}
      {part}
    </Fragment>
  ));
  return text.length > shortLengthMax || parts.length === 1 ? (
    parts
  ) : (
    <span className={styles.short}>{parts}</span>
  );
}
