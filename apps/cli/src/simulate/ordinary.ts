import type { Attempt, Flow } from './attempt.js';
import { atRate, type IncidentEffect } from './incident-effect.js';
import { createWeightedPick, guid, type Random } from './random.js';
import { type Person, type Place, personAt, pickPerson, type Tenant } from './tenant.js';

/** What looks like trouble to a counter and is none: nobody wants to be told of it. */
export const ordinaryNames = [
  'conference',
  'stale-phone',
  'new-app',
  'scanner',
  'office-hours-feed',
] as const;
export type OrdinaryName = (typeof ordinaryNames)[number];

/** How long each lasts unless told. */
export const ordinaryMinutes: Readonly<Record<OrdinaryName, number>> = {
  conference: 600,
  'stale-phone': 3 * 1_440,
  'new-app': 7 * 1_440,
  scanner: 30 * 1_440,
  'office-hours-feed': 30 * 1_440,
};
/** All of them are played at Entra's front door. */
export const ordinaryFlows = ['entra-interactive'] as const satisfies readonly Flow[];

interface Ordinary {
  tenant: Tenant;
  /** Decides once what it is like. */
  random: Random;
  scale: number;
  fromMs: number;
  toMs: number;
}

/** Nobody is at home one moment and abroad the next. */
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const travelMs = 16 * hourMs;
/** The company's own scanner, which is on the allow-list of whoever has one. */
export const scannerAddress = '203.0.113.253';
const conferenceAddress = '203.0.113.252';
const conferencePlace: Place = {
  city: 'Porto',
  state: 'Porto',
  country: 'PT',
  countryName: 'Portugal',
  latitude: 41.1579,
  longitude: -8.6291,
  utcOffsetHours: 0,
  share: 0,
  officeAddress: conferenceAddress,
};
const pickAwaySteps = createWeightedPick([
  [['0#mfa'], 70],
  [['50074', '0#mfa'], 15],
  [['50126', '0#mfa'], 8],
  [['50126'], 3],
  [['50074', '500121#no-answer'], 3],
  [['50126', '50126', '50126', '50053'], 1],
] as const);
const pickNewAppSteps = createWeightedPick([
  [['0'], 80],
  [['65001'], 8],
  [['50105'], 6],
  [['50126', '0'], 6],
] as const);

export const ordinaryEffects: Readonly<
  Record<OrdinaryName, (ordinary: Ordinary) => Partial<IncidentEffect>>
> = {
  // A group of people behind one address in a country where nobody of them ever was.
  conference: ({ tenant, random: once, scale, fromMs, toMs }) => {
    const people = Math.min(300, Math.ceil(tenant.people / 10));
    const first = once.below(Math.max(1, tenant.people - people));
    const away = new Set(Array.from({ length: people }, (_, index) => personAt(tenant, first + index).id));
    const atConference = atRate((people / 120) * scale, (random) => {
      const person = personAt(tenant, first + random.below(people));
      return enter(tenant, person, conferencePlace, conferenceAddress, pickAwaySteps(random), random);
    });
    return {
      fromMs: fromMs - travelMs,
      toMs: toMs + travelMs,
      makeExtras: (minuteMs, random) =>
        minuteMs >= fromMs && minuteMs < toMs ? atConference(minuteMs, random) : [],
      fateOf: (attempt) =>
        attempt.person !== null && away.has(attempt.person.id) && attempt.address !== conferenceAddress
          ? 'lost'
          : 'kept',
    };
  },
  // A phone at home that goes on with an old password every five minutes, for days.
  'stale-phone': ({ tenant, random: once }) => {
    const person = pickPerson(tenant, once);
    return {
      makeExtras: (minuteMs, random) => {
        if (Math.floor(minuteMs / 60_000) % 5 !== 0) return [];
        const entered = enter(tenant, person, person.place, person.homeAddress, ['50126'], random);
        return [{ ...entered, atMs: minuteMs + random.below(60_000) }];
      },
    };
  },
  // An app that everybody is asked to use from this week on: some need consent, some were forgotten.
  'new-app': ({ tenant, random: once, scale }) => {
    const app = { id: guid(once), name: 'Expense Desk', resource: 'Microsoft Graph', resourceId: guid(once) };
    return {
      makeExtras: atRate((tenant.people / 4_000) * scale, (random, atMs) => {
        const hour = Math.floor(atMs / 3_600_000) % 24;
        if (hour < 7 || hour > 17) return null;
        const person = pickPerson(tenant, random);
        const entered = enter(
          tenant,
          person,
          person.place,
          person.homeAddress,
          pickNewAppSteps(random),
          random,
        );
        return { ...entered, attempt: { ...entered.attempt, app } };
      }),
    };
  },
  // Each night it tries the same weak password at account after account.
  scanner: ({ tenant, scale }) => {
    const accounts = Math.min(25, tenant.people);
    let victim = 0;
    return {
      makeExtras: atRate((accounts / 30) * scale, (random, atMs) => {
        const intoDayMs = atMs % dayMs;
        if (intoDayMs < 2 * hourMs || intoDayMs >= 2.5 * hourMs) return null;
        victim += 1;
        const person = personAt(tenant, victim % tenant.people);
        return enter(tenant, person, person.place, scannerAddress, ['50126'], random);
      }),
    };
  },
  // Its collector runs on a machine that is switched off at night and on weekends.
  'office-hours-feed': () => ({
    fateOf: ({ flow }, _random, atMs) => {
      const weekday = new Date(atMs).getUTCDay();
      const isOn = weekday !== 0 && weekday !== 6 && atMs % dayMs >= 6 * hourMs && atMs % dayMs < 20 * hourMs;
      return flow === 'okta' && !isOn ? 'lost' : 'kept';
    },
  }),
};

function enter(
  tenant: Tenant,
  person: Person,
  place: Place,
  address: string,
  steps: readonly string[],
  random: Random,
): { attempt: Attempt; steps: readonly string[] } {
  const app = tenant.apps[1] ?? random.pick(tenant.apps);
  return {
    attempt: { flow: 'entra-interactive', person, app, place, address, correlationId: guid(random) },
    steps,
  };
}
