'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { areSingleKeysOn, isTaken, nextRow, singleKeysItem } from './keys';

/** Fetched when it is first asked for. */
const KeyHelp = dynamic(() => import('./key-help').then((module) => module.KeyHelp), { ssr: false });

const rowForm = 'tbody tr, [data-row]';

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

/** Moves the focus to the first link of the next row that can be seen. Only rows on the way are looked at. */
function goToRow(step: 1 | -1) {
  const own = document.activeElement?.closest<HTMLElement>(rowForm);
  const beside = step === 1 ? own?.nextElementSibling : own?.previousElementSibling;
  if (beside instanceof HTMLElement && beside.matches(rowForm) && leadsOn(beside)) {
    goInto(beside);
    return;
  }
  const rows = [...document.querySelectorAll<HTMLElement>(`main :is(${rowForm})`)];
  const here = own ? rows.indexOf(own) : -1;
  let next = nextRow(here, step, rows.length);
  while (next !== null && !leadsOn(rows[next])) next = nextRow(next, here === -1 ? 1 : step, rows.length);
  const row = next === null ? undefined : rows[next];
  if (row !== undefined) goInto(row);
}

function goInto(row: HTMLElement) {
  row.querySelector('a')?.focus();
  row.scrollIntoView({ block: 'nearest' });
}

function leadsOn(row: HTMLElement | undefined): boolean {
  return row?.querySelector('a') != null && row.checkVisibility();
}
