'use client';

import styles from './error-groups.module.css';
import { select, type Triaged, useSelection } from './selection';

/** The box that selects one group, or all of a page. */
export function SelectBox({ list, groups, label }: { list: string; groups: Triaged[]; label: string }) {
  const selected = useSelection(list);
  const count = groups.filter(({ id }) => selected.has(id)).length;
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
