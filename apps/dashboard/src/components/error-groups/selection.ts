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
const boxes = new Set<() => void>();
/** So many boxes change before the next picture, as a window shows; the rest, further down a long list, with the pictures after it. */
const boxesAtOnce = { first: 50, later: 200 };
let rest = 0;

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

/**
 * Tells a box how many of its groups are selected, now and at every change: it listens for itself, as a thousand boxes
 * are not drawn by React within a frame. Returns what ends that.
 */
export function onSelectedCount(
  list: string,
  groups: readonly Triaged[],
  tell: (count: number) => void,
): () => void {
  const hear = () =>
    tell(selection.list === list ? groups.filter(({ id }) => selection.groups.has(id)).length : 0);
  hear();
  boxes.add(hear);
  return () => boxes.delete(hear);
}

function tellAll(): void {
  for (const listener of listeners) listener();
  tellBoxes([...boxes], boxesAtOnce.first);
}

function tellBoxes(waiting: (() => void)[], atOnce: number): void {
  cancelAnimationFrame(rest);
  for (const hear of waiting.slice(0, atOnce)) hear();
  if (waiting.length > atOnce) afterPicture(() => tellBoxes(waiting.slice(atOnce), boxesAtOnce.later));
}

/** The first frame is still to be painted when it begins; by the second it has been, however long that took. */
function afterPicture(act: () => void): void {
  rest = requestAnimationFrame(() => {
    rest = requestAnimationFrame(act);
  });
}

/** Selects groups of a list, or takes them out of the selection; another list's selection is forgotten. */
export function select(list: string, groups: readonly Triaged[], on: boolean): void {
  const next = new Map(selection.list === list ? selection.groups : nothing);
  for (const group of groups) {
    if (on) next.set(group.id, group);
    else next.delete(group.id);
  }
  selection = { list, groups: next };
  tellAll();
}

/** Selects nothing. */
export function clearSelection(): void {
  selection = { list: '', groups: nothing };
  tellAll();
}
