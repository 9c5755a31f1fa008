'use client';

import type { ErrorGroup, ErrorGroupKey } from '@turnaway/contracts/error-groups';
import { useSyncExternalStore } from 'react';

/** A group as far as it takes to change it, and to change it back. */
export type Triaged = Pick<ErrorGroup, 'id' | 'state' | 'ignore'> & {
  key: ErrorGroupKey;
  assigneeId: string | null;
};

/** What is selected, and of which list: a list is what one address shows, over all its pages. */
interface Selection {
  list: string;
  groups: ReadonlyMap<string, Triaged>;
}

const nothing: ReadonlyMap<string, Triaged> = new Map();
let selection: Selection = { list: '', groups: nothing };
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The selected groups of a list, by id. It outlives a page, so that the next page adds to it. */
export function useSelection(list: string): ReadonlyMap<string, Triaged> {
  return useSyncExternalStore(
    subscribe,
    () => (selection.list === list ? selection.groups : nothing),
    () => nothing,
  );
}

/** How many of these groups are selected: a box listens to its own rows, not to all of the list. */
export function useSelectedCount(list: string, groups: readonly Triaged[]): number {
  return useSyncExternalStore(
    subscribe,
    () => (selection.list === list ? groups.filter(({ id }) => selection.groups.has(id)).length : 0),
    () => 0,
  );
}

/** Selects groups of a list, or takes them out of the selection; another list's selection is forgotten. */
export function select(list: string, groups: readonly Triaged[], on: boolean): void {
  const next = new Map(selection.list === list ? selection.groups : nothing);
  for (const group of groups) {
    if (on) next.set(group.id, group);
    else next.delete(group.id);
  }
  selection = { list, groups: next };
  for (const listener of listeners) listener();
}

/** Selects nothing. */
export function clearSelection(): void {
  selection = { list: '', groups: nothing };
  for (const listener of listeners) listener();
}
