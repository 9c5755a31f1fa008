'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { areSingleKeysOn, isTaken, nextRow, singleKeysItem } from './keys';

/** Fetched when it is first asked for. */
const KeyHelp = dynamic(() => import('./key-help').then((module) => module.KeyHelp), { ssr: false });

/** Keys that work on every page. Single letters can be turned off: speech input says them by accident. */
export function Keyboard() {
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const [hasSingleKeys, setHasSingleKeys] = useState(true);
  useEffect(() => setHasSingleKeys(areSingleKeysOn()), []);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (isTaken(event)) return;
      if (event.key === '?') {
        event.preventDefault();
        setIsHelpOpen(true);
        return;
      }
      if (!hasSingleKeys || document.querySelector('[aria-modal="true"]') !== null) return;
      const step = { j: 1, k: -1 }[event.key] as 1 | -1 | undefined;
      if (step !== undefined) goToRow(step);
      if (event.key === '/') {
        const box = document.querySelector<HTMLInputElement>('main input[type="search"]');
        if (box === null) return;
        event.preventDefault();
        box.focus();
      }
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [hasSingleKeys]);

  function keepSingleKeys(on: boolean) {
    localStorage.setItem(singleKeysItem, on ? 'on' : 'off');
    setHasSingleKeys(on);
  }
  return isHelpOpen ? (
    <KeyHelp
      onClose={() => setIsHelpOpen(false)}
      hasSingleKeys={hasSingleKeys}
      onSingleKeys={keepSingleKeys}
    />
  ) : null;
}

/** Moves the focus to the first link of the next row that can be seen. */
function goToRow(step: 1 | -1) {
  const rows = [...document.querySelectorAll<HTMLElement>('main :is(tbody tr, [data-row])')].filter(
    (row) => row.querySelector('a') !== null && row.checkVisibility(),
  );
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = nextRow(here, step, rows.length);
  if (next === null) return;
  rows[next]?.querySelector('a')?.focus();
  rows[next]?.scrollIntoView({ block: 'nearest' });
}
