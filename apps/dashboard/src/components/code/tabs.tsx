'use client';

import { type KeyboardEvent, type ReactNode, useId } from 'react';
import wordStyles from '@/components/words.module.css';
import styles from './code.module.css';

/** Tabs that are words: one is open, the arrow keys go from one to the next. */
export function Tabs<Key extends string>({
  label,
  tabs,
  current,
  onChoose,
  heading,
  children,
}: {
  label: string;
  tabs: { key: Key; label: string }[];
  current: Key;
  onChoose: (key: Key) => void;
  heading: ReactNode;
  /** What the open tab shows. */
  children: ReactNode;
}) {
  const id = useId();
  function onKeyDown(event: KeyboardEvent) {
    const place = tabs.findIndex(({ key }) => key === current);
    const next = tabs[nextPlace(event.key, place, tabs.length)];
    if (next === undefined || next.key === current) return;
    event.preventDefault();
    onChoose(next.key);
    document.getElementById(`${id}${next.key}`)?.focus();
  }
  return (
    <>
      <div className={styles.heading}>
        {heading}
        <div role="tablist" aria-label={label} className={wordStyles.words} onKeyDown={onKeyDown}>
          {tabs.map((tab) => (
            <button
              key={tab.key}
              id={`${id}${tab.key}`}
              type="button"
              role="tab"
              aria-selected={tab.key === current}
              aria-controls={`${id}panel`}
              tabIndex={tab.key === current ? 0 : -1}
              onClick={() => onChoose(tab.key)}
            >
              {tab.label}
            </button>
          ))}
        </div>
      </div>
      <div id={`${id}panel`} role="tabpanel" aria-labelledby={`${id}${current}`}>
        {children}
      </div>
    </>
  );
}

function nextPlace(key: string, place: number, count: number): number {
  if (key === 'ArrowRight' || key === 'ArrowDown') return (place + 1) % count;
  if (key === 'ArrowLeft' || key === 'ArrowUp') return (place - 1 + count) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : place;
}
