'use client';

import { useEffect, useState } from 'react';
import buttons from './button.module.css';
import styles from './page.module.css';

/** Copies a text, and says so. */
export function CopyButton({
  text,
  label = 'Copy',
  what,
  plain = false,
}: {
  text: string;
  label?: string;
  /** What is copied, for who hears the button apart from what stands beside it. */
  what?: string;
  plain?: boolean;
}) {
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), 2_000);
    return () => clearTimeout(timer);
  }, [said]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('Copied');
    } catch {
      // Browsers allow the clipboard only on https and localhost.
      setSaid('Select and copy by hand');
    }
  }
  return (
    <button type="button" className={plain ? buttons.plain : buttons.button} onClick={copy}>
      <span aria-live="polite">{said ?? label}</span>
      {what !== undefined && <span className={styles.hidden}> {what}</span>}
    </button>
  );
}
