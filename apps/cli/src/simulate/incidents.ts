import { type Attempt, type Flow, systemOf } from './attempt.js';
import { createWeightedPick, guid, type Random } from './random.js';
import { type Place, personAt, type Tenant } from './tenant.js';

/** Names of the things that can go wrong on demand. */
export const incidentNames = [
  'outage',
  'expired-secret',
  'password-spray',
  'mfa-outage',
  'bad-deploy',
] as const;
export type IncidentName = (typeof incidentNames)[number];

/** Something that goes wrong at a time. */
export interface Incident {
  name: IncidentName;
  from: Date;
  /** Absent: as long as such a thing lasts; a wrong deployment or an expired secret lasts until it is cured. */
  to?: Date;
}

/** What an incident does to the traffic. */
export interface IncidentEffect {
  fromMs: number;
  toMs: number;
  /** Other steps for an attempt that would have gone its way, or `null` to leave it. */
  replaceSteps(attempt: Attempt, steps: readonly string[], random: Random): readonly string[] | null;
  /** Attempts a minute that would not be there otherwise. */
  extraPerMinute: number;
  makeExtra(random: Random): { attempt: Attempt; steps: readonly string[] } | null;
}

const minuteMs = 60_000;
const usualMinutes: Readonly<Record<IncidentName, number>> = {
  outage: 45,
  'mfa-outage': 60,
  'password-spray': 40,
  'expired-secret': Number.POSITIVE_INFINITY,
  'bad-deploy': Number.POSITIVE_INFINITY,
};

/** Where the spray comes from: no office of the company, and one address all along. */
const sprayPlace: Place = {
  city: 'Reykjavik',
  state: 'Capital Region',
  country: 'IS',
  countryName: 'Iceland',
  latitude: 64.1466,
  longitude: -21.9426,
  utcOffsetHours: 0,
  share: 0,
  officeAddress: '198.51.100.217',
};

/** When an incident is over, in milliseconds since 1970; infinite if it lasts until it is cured. */
export function endMsOf({ name, from, to }: Incident): number {
  return to?.getTime() ?? from.getTime() + usualMinutes[name] * minuteMs;
}

/** The kinds of sign-in that an incident needs at least one of. */
export function flowsNeeded(name: IncidentName): readonly Flow[] {
  if (name === 'expired-secret') return ['entra-service-principal'];
  if (name === 'password-spray' || name === 'bad-deploy') return ['entra-interactive'];
  if (name === 'mfa-outage') return ['entra-interactive', 'okta', 'auth0'];
  return ['entra-interactive', 'entra-non-interactive', 'entra-service-principal', 'okta', 'auth0'];
}

/**
 * Prepares an incident for a company and the kinds of sign-in that are played there. An outage hits one provider:
 * Entra if it is there, else Okta, else Auth0.
 */
export function createIncidentEffect(
  incident: Incident,
  tenant: Tenant,
  played: readonly Flow[],
): IncidentEffect {
  const fromMs = incident.from.getTime();
  const toMs = endMsOf(incident);
  const quiet = { fromMs, toMs, extraPerMinute: 0, makeExtra: () => null };
  const hit = (['entra', 'okta', 'auth0'] as const).find((system) =>
    flowsNeeded(incident.name).some((flow) => systemOf(flow) === system && played.includes(flow)),
  );
  const isHit = (attempt: Attempt): boolean => systemOf(attempt.flow) === hit;

  switch (incident.name) {
    case 'outage':
      return {
        ...quiet,
        replaceSteps: (attempt, _steps, random) =>
          isHit(attempt) && random.chance(0.6) ? outageSteps[systemOf(attempt.flow)](random) : null,
      };
    case 'mfa-outage':
      return {
        ...quiet,
        replaceSteps: (attempt, steps, random) =>
          isHit(attempt) && attempt.person !== null && (asksForMfa(steps) || random.chance(0.3))
            ? mfaOutageSteps(attempt.flow, random)
            : null,
      };
    case 'bad-deploy': {
      const target = tenant.apps[5];
      return {
        ...quiet,
        // People try again when a page tells them nothing that they could do.
        replaceSteps: (attempt, _steps, random) =>
          attempt.flow === 'entra-interactive' && attempt.app === target
            ? random.pick([['50011'], ['50011', '50011'], ['50011', '50011', '50011']])
            : null,
      };
    }
    case 'expired-secret': {
      const target = tenant.daemons[0];
      return {
        ...quiet,
        replaceSteps: (attempt) =>
          attempt.flow === 'entra-service-principal' && attempt.app === target ? ['7000222'] : null,
        // A job that fails is started again and again.
        extraPerMinute: 0.4,
        makeExtra: (random) => {
          const place = tenant.places[0];
          if (target === undefined || place === undefined) return null;
          const attempt: Attempt = {
            flow: 'entra-service-principal',
            person: null,
            app: target,
            place,
            address: '192.0.2.200',
            correlationId: guid(random),
          };
          return { attempt, steps: ['7000222'] };
        },
      };
    }
    case 'password-spray':
      return { ...quiet, replaceSteps: () => null, extraPerMinute: 22, makeExtra: createSpray(tenant) };
  }
}

const pickSprayStep = createWeightedPick([
  ['50126', 880],
  ['50053#malicious-ip', 80],
  ['50057', 25],
  ['50053', 10],
  // A password was right: the second factor stops it.
  ['50076', 5],
] as const);

function createSpray(tenant: Tenant): IncidentEffect['makeExtra'] {
  let victim = 0;
  return (random) => {
    // Through the list of people, so that nobody is tried twice before everybody was tried once.
    const person = personAt(tenant, victim % tenant.people);
    victim += 1;
    const app = tenant.apps[1];
    if (app === undefined) return null;
    const attempt: Attempt = {
      flow: 'entra-interactive',
      person,
      app,
      place: sprayPlace,
      address: sprayPlace.officeAddress,
      correlationId: guid(random),
    };
    return { attempt, steps: [pickSprayStep(random)] };
  };
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
