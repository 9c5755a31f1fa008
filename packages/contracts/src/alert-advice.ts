import type { AlertKind } from './alert-kinds.js';
import type { CatalogEntry } from './catalog-entry.js';
import type { Actor, Audience } from './taxonomy.js';

/** Whose move it is and what to do first, where the kind of an alert says that better than its leading code. */
export interface Advice {
  actor: Actor;
  steps: readonly string[];
  /** Whether the codes behind it are part of the story: none says why a feed is silent. */
  tellsCode: boolean;
}

const admin = { actor: 'tenant-admin', tellsCode: true } as const;

const byKind: Readonly<Partial<Record<AlertKind, Advice>>> = {
  'password-spray': {
    ...admin,
    steps: [
      'See which of these accounts signed in from the same network, and reset those first.',
      'Block the network, or require MFA of everybody whom it tried.',
      'If it is a scanner or an office of your own, allow its network in the rule.',
    ],
  },
  'brute-force': {
    ...admin,
    steps: [
      'Ask the person whether it was them; if not, reset the password and end their sessions.',
      'Block the address for as long as it goes on.',
      'If an app keeps an old password, change it there.',
    ],
  },
  'credential-stuffing': {
    ...admin,
    steps: [
      'Reset the accounts that signed in from these addresses, and end their sessions.',
      'Block the addresses, or the hosting networks that they belong to.',
      'Require MFA, so that a password that leaked elsewhere is not enough.',
    ],
  },
  'mfa-fatigue': {
    ...admin,
    steps: [
      'Call the person: if they did not start it, somebody knows their password. Reset it and end their sessions.',
      'Look whether a prompt was approved, and at what was done after it.',
      'Turn on number matching, so that a prompt cannot be approved by accident.',
    ],
  },
  'lockout-storm': {
    ...admin,
    steps: [
      'Find what locks the accounts: one network points to an attack, one app to an old password that it keeps.',
      'Stop that before you unlock the accounts, or they lock again.',
      'Tell the help desk, so that all callers hear the same.',
    ],
  },
  'success-after-failures': {
    ...admin,
    steps: [
      'Ask the person whether it was them, by phone rather than by mail.',
      'If not, reset the password, end the sessions, and look for changed MFA methods and mail rules.',
    ],
  },
  'impossible-travel': {
    ...admin,
    steps: [
      'Ask the person whether both sign-ins are theirs: a VPN or a phone explains many.',
      'If not, end the sessions, reset the password, and look for changed MFA methods.',
      'If it is a VPN of your own, allow its addresses in the rule.',
    ],
  },
  'token-replay': {
    ...admin,
    steps: [
      "End the person's sessions, and revoke the app's refresh tokens.",
      'Look whether the app runs in two places with one token, as after a restored backup.',
      'If it does not, take the token for stolen, and find where it was kept.',
    ],
  },
  'feed-silent': {
    actor: 'tenant-admin',
    tellsCode: false,
    steps: [
      "Send a test record with the command on the feed's page: if it is counted, the sender has stopped.",
      'Look at the sender: an expired credential, a full queue, a log export that was turned off.',
    ],
  },
  rejects: {
    actor: 'tenant-admin',
    tellsCode: false,
    steps: [
      'Open the rejects of the feed: each says why it could not be read.',
      'If the format of the sender has changed, put it back, and have the rejects read again.',
    ],
  },
};

const expiring: Advice = {
  actor: 'app-developer',
  tellsCode: false,
  steps: [
    'Make the new secret or certificate now, beside the old one.',
    'Put it on every server and in every pipeline, and test it.',
    'Delete the old one once nothing uses it.',
  ],
};

/** What to do about an alert of a kind; `null` where its leading code knows better. `errorCode` is what it is about. */
export function adviceOnAlert(kind: AlertKind, errorCode: string | null): Advice | null {
  return kind === 'app-credential' && errorCode === null ? expiring : (byKind[kind] ?? null);
}

const stepsMax = 3;

/** Who reads the steps when it is an actor's move. Behind a provider's fault, the tenant's admin is the one to ask. */
const audienceOf: Readonly<Record<Actor, Audience | null>> = {
  'end-user': 'end-user',
  'help-desk': 'help-desk',
  'tenant-admin': 'tenant-admin',
  'app-developer': 'app-developer',
  'idp-operator': 'tenant-admin',
  nobody: null,
};

/** What to do first about a code, for the one whose move it is; where it has no steps for them, for an admin. */
export function stepsOfMover(hints: CatalogEntry['hints'], actor: Actor): string[] {
  const audience = audienceOf[actor];
  if (audience === null) return [];
  const steps = hints[audience] ?? hints['tenant-admin'] ?? hints['help-desk'] ?? [];
  return steps.slice(0, stepsMax);
}

/** What stands above steps: for whom they are. Whoever reads them is on call, and not the one who mistyped a password. */
export function titleOfSteps(actor: Actor | null): string {
  return actor === 'end-user' ? 'What to tell the person' : 'What to do';
}
