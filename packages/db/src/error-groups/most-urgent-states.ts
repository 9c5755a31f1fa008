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

/** The most urgent state of each code among its groups, in some apps or in all; a code without groups is left out. */
export function mostUrgentStates(
  groups: readonly { errorCode: string; app: string; state: ErrorGroupState }[],
  apps: readonly string[] | undefined,
): Map<string, ErrorGroupState> {
  const states = new Map<string, ErrorGroupState>();
  for (const { errorCode, app, state } of groups) {
    if (apps?.includes(app) === false) continue;
    const known = states.get(errorCode);
    if (known === undefined || mostUrgentFirst.indexOf(state) < mostUrgentFirst.indexOf(known))
      states.set(errorCode, state);
  }
  return states;
}
