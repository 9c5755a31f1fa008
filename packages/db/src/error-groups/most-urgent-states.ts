import type { ErrorGroupState } from '@turnaway/contracts';

/** What people should see of a code that stands differently in its apps, first. */
export const mostUrgentFirst: readonly ErrorGroupState[] = [
  'regressed',
  'escalating',
  'new',
  'ongoing',
  'ignored',
  'resolved',
];

/** The most urgent state of some groups, in some apps or in all; `null` if there are none. */
export function mostUrgentState(
  groups: readonly { app: string; state: ErrorGroupState }[],
  apps: readonly string[] | undefined,
): ErrorGroupState | null {
  let first = mostUrgentFirst.length;
  for (const { app, state } of groups) {
    if (apps === undefined || apps.includes(app)) first = Math.min(first, mostUrgentFirst.indexOf(state));
  }
  return mostUrgentFirst[first] ?? null;
}
