import type { Disclosure } from '@turnaway/contracts/disclosures';
import type { Role } from '@turnaway/contracts/roles';

/** What each role may do, in a line. */
export const roleWords: Readonly<Record<Role, string>> = {
  owner: 'everything, members too',
  admin: 'settings, alert rules, feeds, overrides',
  member: 'works on errors, acknowledges and silences alerts',
  viewer: 'reads',
};

/** How people and addresses are shown, in a word or two. */
export const disclosureWords: Readonly<Record<Disclosure, string>> = {
  full: 'as they are',
  pseudonyms: 'under pseudonyms',
  hidden: 'not at all',
};
