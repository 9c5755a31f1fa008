import page from '@/components/page.module.css';
import { surenessOf } from '@/lib/sureness';
import styles from './code.module.css';

/** How sure an answer is: a word and a bar; the number is there for who points at it, and for a screen reader. */
export function SurenessBar({ certainty }: { certainty: number }) {
  const percent = Math.round(certainty * 100);
  return (
    <span className={styles.sureness} title={`${percent}% sure`}>
      {surenessOf(certainty)}
      <span className={page.hidden}>, {percent}%</span>
      <span className={styles.bar} aria-hidden="true">
        <i style={{ width: `${percent}%` }} />
      </span>
    </span>
  );
}
