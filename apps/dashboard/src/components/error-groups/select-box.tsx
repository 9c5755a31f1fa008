'use client';

import styles from './error-groups.module.css';
import { select, type Triaged, useSelectedCount } from './selection';

/** The box that selects one group, or all of a page. */
export function SelectBox({ list, groups, label }: { list: string; groups: Triaged[]; label: string }) {
  const count = useSelectedCount(list, groups);
  return (
    <input
      type="checkbox"
      className={styles.box}
      aria-label={label}
      checked={groups.length > 0 && count === groups.length}
      ref={(box) => {
        if (box !== null) box.indeterminate = count > 0 && count < groups.length;
      }}
      onChange={(event) => select(list, groups, event.target.checked)}
    />
  );
}
