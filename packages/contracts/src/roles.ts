/** What somebody may do in a workspace, from all of it to reading. */
export const roles = ['owner', 'admin', 'member', 'viewer'] as const;
export type Role = (typeof roles)[number];

/**
 * What a route asks of who calls it. `read`: see numbers and lists; `triage`: error groups, alerts, silences, views
 * and marks; `reveal`: see who is behind a pseudonym, which is logged; `settings`: feeds, rules, channels, tokens,
 * overrides, retention, privacy; `members`: who belongs to the workspace, and their roles.
 */
export type Right = 'read' | 'triage' | 'reveal' | 'settings' | 'members';

const rights: Record<Role, readonly Right[]> = {
  viewer: ['read'],
  member: ['read', 'triage', 'reveal'],
  admin: ['read', 'triage', 'reveal', 'settings'],
  owner: ['read', 'triage', 'reveal', 'settings', 'members'],
};

/** Whether a role has a right. */
export function may(role: Role, right: Right): boolean {
  return rights[role].includes(right);
}

/** The roles that have a right, the least first: whoever has one of them can do it, or give it. */
export function rolesWith(right: Right): Role[] {
  return [...roles].reverse().filter((role) => may(role, right));
}

/** Whether one role can do all that another can: nobody hands out more than they have. */
export function covers(role: Role, other: Role): boolean {
  return rights[other].every((right) => may(role, right));
}
