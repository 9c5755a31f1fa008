import { type Attempt, type Flow, systemOf } from './attempt.js';
import { newErrors, unknownCodes } from './entra-codes.js';
import { atRate, type IncidentEffect } from './incident-effect.js';
import { guid, type Random } from './random.js';
import type { App, Tenant } from './tenant.js';

/** What goes wrong by itself: providers, deployments, credentials, pipelines. */
export const troubleNames = [
  'outage',
  'expired-secret',
  'mfa-outage',
  'bad-deploy',
  'wrong-secret',
  'sign-in-blackout',
  'feed-silence',
  'broken-records',
  'new-error',
  'unknown-code',
  'regression',
  'escalation',
  'double-redemption',
  'slow-burn',
  'flapping-outage',
] as const;
export type TroubleName = (typeof troubleNames)[number];

/** How long each lasts unless told. */
export const troubleMinutes: Readonly<Record<TroubleName, number>> = {
  outage: 45,
  'mfa-outage': 60,
  'expired-secret': Number.POSITIVE_INFINITY,
  'bad-deploy': Number.POSITIVE_INFINITY,
  'wrong-secret': Number.POSITIVE_INFINITY,
  'sign-in-blackout': 120,
  'feed-silence': 240,
  'broken-records': 120,
  'new-error': Number.POSITIVE_INFINITY,
  'unknown-code': 240,
  regression: 480,
  escalation: 480,
  'double-redemption': 240,
  'slow-burn': 1_440,
  'flapping-outage': 180,
};

const everyFlow = [
  'entra-interactive',
  'entra-non-interactive',
  'entra-service-principal',
  'okta',
  'auth0',
] as const satisfies readonly Flow[];
export const troubleFlows: Readonly<Record<TroubleName, readonly Flow[]>> = {
  outage: everyFlow,
  'mfa-outage': ['entra-interactive', 'okta', 'auth0'],
  'expired-secret': ['entra-service-principal'],
  'wrong-secret': ['entra-service-principal'],
  'bad-deploy': ['entra-interactive'],
  'sign-in-blackout': everyFlow,
  'feed-silence': everyFlow,
  'broken-records': everyFlow,
  'new-error': ['entra-interactive'],
  'unknown-code': ['entra-interactive'],
  regression: ['entra-interactive'],
  escalation: ['entra-interactive'],
  'double-redemption': ['entra-interactive'],
  'slow-burn': everyFlow,
  'flapping-outage': everyFlow,
};

/** The apps that a trouble of one app is about, by their place in the company's lists. */
export const troubledApps = {
  badDeploy: 5,
  newError: 6,
  regression: 7,
  escalation: 9,
  doubleRedemption: 8,
  expiredSecret: 0,
  wrongSecret: 2,
} as const;

interface Trouble {
  tenant: Tenant;
  fromMs: number;
  scale: number;
  /** The attempt is at the provider that is hit. */
  isHit(attempt: Attempt): boolean;
}

export const troubleEffects: Readonly<Record<TroubleName, (trouble: Trouble) => Partial<IncidentEffect>>> = {
  outage: ({ isHit, scale }) => ({
    replaceSteps: (attempt, _steps, random) =>
      isHit(attempt) && random.chance(0.6 * scale) ? outageSteps[systemOf(attempt.flow)](random) : null,
  }),
  // Ten minutes bad, ten minutes good: one story, not nine.
  'flapping-outage': ({ isHit, scale, fromMs }) => ({
    replaceSteps: (attempt, _steps, random, atMs) =>
      isHit(attempt) && isBadPhase(atMs - fromMs) && random.chance(0.6 * scale)
        ? outageSteps[systemOf(attempt.flow)](random)
        : null,
  }),
  // Nothing that a minute shows: over hours twice as many are turned away as usual.
  'slow-burn': ({ scale, fromMs }) => ({
    replaceSteps: (attempt, _steps, random, atMs) =>
      attempt.person !== null && random.chance(0.1 * scale * Math.min(1, (atMs - fromMs) / (6 * 3_600_000)))
        ? slowBurnSteps[systemOf(attempt.flow)]
        : null,
  }),
  'mfa-outage': ({ isHit }) => ({
    replaceSteps: (attempt, steps, random) =>
      isHit(attempt) && attempt.person !== null && (asksForMfa(steps) || random.chance(0.3))
        ? mfaOutageSteps(attempt.flow, random)
        : null,
  }),
  // People try again when a page tells them nothing that they could do.
  'bad-deploy': atApp(troubledApps.badDeploy, 1, '50011'),
  'new-error': (trouble) => atApp(troubledApps.newError, 0.5, codeOfWeek(newErrors, trouble))(trouble),
  'unknown-code': (trouble) => atApp(troubledApps.newError, 0.4, codeOfWeek(unknownCodes, trouble))(trouble),
  regression: atApp(troubledApps.regression, 0.7, '700054'),
  escalation: atApp(troubledApps.escalation, 0.8, '65004'),
  'double-redemption': atApp(troubledApps.doubleRedemption, 0.7, '54005'),
  'expired-secret': refusedDaemon(troubledApps.expiredSecret, '7000222'),
  'wrong-secret': refusedDaemon(troubledApps.wrongSecret, '7000215'),
  // The network of the offices is gone: nobody reaches any provider, and what runs elsewhere goes on.
  'sign-in-blackout': () => ({
    fateOf: (attempt, random) => (attempt.person !== null && random.chance(0.95) ? 'lost' : 'kept'),
  }),
  'feed-silence': ({ isHit }) => ({ fateOf: (attempt) => (isHit(attempt) ? 'lost' : 'kept') }),
  'broken-records': ({ isHit, scale }) => ({
    fateOf: (attempt, random) => (isHit(attempt) && random.chance(0.5 * scale) ? 'broken' : 'kept'),
  }),
};

/** What is new one week is known the next: each week has a code of its own. */
function codeOfWeek(codes: readonly string[], { fromMs }: Trouble): string {
  return codes[Math.floor(fromMs / 604_800_000) % codes.length] ?? '';
}

function atApp(index: number, share: number, step: string): (trouble: Trouble) => Partial<IncidentEffect> {
  const repeated = [[step], [step, step], [step, step, step]] as const;
  return ({ tenant, scale }) => ({
    replaceSteps: (attempt, _steps, random) =>
      attempt.flow === 'entra-interactive' &&
      attempt.app === tenant.apps[index] &&
      (share * scale >= 1 || random.chance(share * scale))
        ? random.pick(repeated)
        : null,
  });
}

function refusedDaemon(index: number, step: string): (trouble: Trouble) => Partial<IncidentEffect> {
  return ({ tenant }) => {
    const target = tenant.daemons[index];
    return {
      replaceSteps: (attempt) =>
        attempt.flow === 'entra-service-principal' && attempt.app === target ? [step] : null,
      // A job that fails is started again and again.
      makeExtras: atRate(0.4, (random) => {
        const attempt = target === undefined ? null : runDaemon(tenant, target, random);
        return attempt && { attempt, steps: [step] };
      }),
    };
  };
}

function runDaemon(tenant: Tenant, app: App, random: Random): Attempt | null {
  const [place] = tenant.places;
  if (place === undefined) return null;
  const correlationId = guid(random);
  return { flow: 'entra-service-principal', person: null, app, place, address: '192.0.2.200', correlationId };
}

const slowBurnSteps = { entra: ['53003'], okta: ['denied'], auth0: ['fp'] } as const;

function isBadPhase(intoMs: number): boolean {
  return Math.floor(intoMs / 600_000) % 2 === 0;
}

const outageSteps = {
  entra: (random: Random) => random.pick([['90033'], ['90033', '90033'], ['50000'], ['90012']]),
  okta: (random: Random) => random.pick([['DEL_AUTH_TIMEOUT'], ['SERVICE_NOT_AVAILABLE']]),
  auth0: () => ['fc'],
} as const;

function asksForMfa(steps: readonly string[]): boolean {
  return steps.some((step) => /^5007[469]$|#mfa$|^challenge$|^gd_auth/.test(step));
}

function mfaOutageSteps(flow: Flow, random: Random): readonly string[] {
  if (flow === 'okta') return ['session', 'challenge', 'mfa-failed'];
  if (flow === 'auth0') return ['gd_send_sms_failure', 'gd_auth_failed'];
  return random.pick([
    ['50074', '50087'],
    ['50074', '50087', '50087'],
    ['50074', '500121#provider'],
    ['50074', '500121#provider', '50087'],
  ]);
}
