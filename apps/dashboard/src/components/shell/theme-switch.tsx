'use client';

import { useState } from 'react';
import page from '@/components/page.module.css';
import { type Theme, themeCookie, themes } from '@/lib/preferences';
import styles from './shell.module.css';

const labels: Record<Theme, string> = { system: 'Auto', light: 'Light', dark: 'Dark' };
const oneYearS = 31_536_000;

/** Light, dark, or as the system says. A cookie keeps it, so that the server's first answer is right already. */
export function ThemeSwitch({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  function choose(next: Theme) {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `${themeCookie}=${next}; path=/; max-age=${oneYearS}; samesite=lax`;
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    setTheme(next);
  }
  return (
    <fieldset className={styles.theme}>
      <legend className={page.hidden}>Theme</legend>
      {themes.map((name) => (
        <button key={name} type="button" aria-pressed={theme === name} onClick={() => choose(name)}>
          {labels[name]}
        </button>
      ))}
    </fieldset>
  );
}
