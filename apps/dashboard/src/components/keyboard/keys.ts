/** The keys that work on every page, as the help shows them. */
export const keyHelp: readonly { keys: readonly string[]; what: string }[] = [
  { keys: ['Ctrl K', '⌘K'], what: 'Go to a page, explain an error, search the catalog' },
  { keys: ['j'], what: 'Next row of a list' },
  { keys: ['k'], what: 'Row before' },
  { keys: ['Enter'], what: 'Open the row' },
  { keys: ['/'], what: 'Into the search box of the page' },
  { keys: ['?'], what: 'This help' },
  { keys: ['Esc'], what: 'Close what is open' },
];

/** The keys of the list of error groups. */
export const triageKeyHelp: typeof keyHelp = [
  { keys: ['x'], what: 'Select the row, or take it out' },
  { keys: ['e'], what: 'Resolve what is selected, or else the row' },
  { keys: ['i'], what: 'Ignore it until it gets worse' },
  { keys: ['a'], what: 'Assign it' },
  { keys: ['u'], what: 'Reopen it' },
  { keys: ['z'], what: 'Undo what was done last' },
];

/** Whether single letters work as keys; they do unless somebody turned them off in this browser. */
export function areSingleKeysOn(): boolean {
  return localStorage.getItem(singleKeysItem) !== 'off';
}
export const singleKeysItem = 'turnaway-single-keys';

/** The row that `j` (1) or `k` (−1) goes to from the one that has the focus; from none, the first. */
export function nextRow(here: number, step: 1 | -1, count: number): number | null {
  if (count === 0) return null;
  if (here === -1) return 0;
  const next = here + step;
  return next >= 0 && next < count ? next : null;
}

/** Whether a key press goes into a box that is typed in, or is a shortcut of the browser. */
export function isTyped(
  event: Pick<KeyboardEvent, 'target' | 'altKey' | 'ctrlKey' | 'metaKey' | 'isComposing'>,
) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return true;
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  const typedIn = 'input:not([type="checkbox"]), textarea, select';
  return target.isContentEditable || target.closest(typedIn) !== null;
}

/** Whether a key press belongs to what has the focus, such as a box that is typed in, or to a dialog. */
export function isTaken(event: Parameters<typeof isTyped>[0]) {
  const { target } = event;
  return isTyped(event) || (target instanceof HTMLElement && target.closest('[role="dialog"]') !== null);
}
