import type { Principal } from '../auth/principal.js';

/** Who did something, as it is kept: a person's e-mail address, or the name of an API token. */
export function nameOf({ kind, user }: Principal): string {
  return kind === 'session' ? user.email : `API token “${user.name}”`;
}
