'use client';

import { useEffect, useRef } from 'react';
import { areSingleKeysOn, isTaken } from '@/components/keyboard/keys';
import type { Triaged } from './selection';

/** What the keys of a list do; each is told the group whose row has the focus, if any. */
interface Deeds {
  toggle(here: Triaged): void;
  resolve(here: Triaged | null): void;
  ignore(here: Triaged | null): void;
  assign(here: Triaged | null): void;
  reopen(here: Triaged | null): void;
  /** Takes back what was done last. */
  undo(): void;
}

const keys = { e: 'resolve', i: 'ignore', a: 'assign', u: 'reopen', z: 'undo' } as const;

/** Listens for the keys of a list of error groups, unless single letters are turned off or something is typed in. */
export function useTriageKeys(groups: Triaged[], deeds: Deeds): void {
  const latest = useRef({ groups, deeds });
  latest.current = { groups, deeds };
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (isTaken(event) || !areSingleKeysOn() || document.querySelector('[aria-modal="true"]') !== null)
        return;
      const { groups: rows, deeds: known } = latest.current;
      const id = document.activeElement?.closest<HTMLElement>('tr[data-group]')?.dataset.group;
      const here = rows.find((group) => group.id === id) ?? null;
      if (event.key === 'x' && here !== null) {
        event.preventDefault();
        known.toggle(here);
      }
      if (!isDeed(event.key)) return;
      event.preventDefault();
      known[keys[event.key]](here);
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function isDeed(key: string): key is keyof typeof keys {
  return Object.hasOwn(keys, key);
}
