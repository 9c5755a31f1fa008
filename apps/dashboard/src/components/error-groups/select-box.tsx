'use client';

import { useEffect, useRef } from 'react';
import styles from './error-groups.module.css';
import { onSelectedCount, select, type Triaged } from './selection';

/** The box that selects one group, or all of a page. */
export function SelectBox({ list, groups, label }: { list: string; groups: Triaged[]; label: string }) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(
    () =>
      onSelectedCount(list, groups, (count) => {
        if (box.current === null) return;
        box.current.checked = groups.length > 0 && count === groups.length;
        box.current.indeterminate = count > 0 && count < groups.length;
      }),
    [list, groups],
  );
  return (
    <input
      ref={box}
      type="checkbox"
      className={styles.box}
      aria-label={label}
      onChange={(event) => select(list, groups, event.target.checked)}
    />
  );
}
