import type { Attempt, Flow } from './attempt.js';
import { atRate, type ExtraAttempt, type IncidentEffect } from './incident-effect.js';
import { createWeightedPick, guid, type Random } from './random.js';
import { type Person, type Place, personAt, type Tenant } from './tenant.js';

/** What others do to a company. */
export const attackNames = [
  'password-spray',
  'slow-spray',
  'brute-force',
  'credential-stuffing',
  'mfa-fatigue',
  'lockout-storm',
  'account-takeover',
  'impossible-travel',
  'token-theft',
  'one-client-stuffing',
  'short-brute-force',
  'mfa-burst',
] as const;
export type AttackName = (typeof attackNames)[number];

/** How long each lasts unless told. */
export const attackMinutes: Readonly<Record<AttackName, number>> = {
  'password-spray': 40,
  'slow-spray': 600,
  'brute-force': 60,
  'credential-stuffing': 90,
  'mfa-fatigue': 40,
  'lockout-storm': 60,
  'account-takeover': 60,
  'impossible-travel': 30,
  'token-theft': 45,
  'one-client-stuffing': 120,
  'short-brute-force': 20,
  'mfa-burst': 10,
};
/** All of them are played at Entra's front door. */
export const attackFlows = ['entra-interactive'] as const satisfies readonly Flow[];

interface Attack {
  tenant: Tenant;
  /** Decides once what the attack is like. */
  random: Random;
  scale: number;
  fromMs: number;
  toMs: number;
}

/** The one address of a spray that comes from one. */
const sprayAddress = '198.51.100.217';
/** Where attackers come from: no office of the company. */
const strangePlaces: readonly Place[] = [
  strangePlace('Reykjavik', 'Capital Region', 'IS', 'Iceland', 64.1466, -21.9426),
  strangePlace('Asuncion', 'Asuncion', 'PY', 'Paraguay', -25.2637, -57.5759),
  strangePlace('Windhoek', 'Khomas', 'NA', 'Namibia', -22.5609, 17.0658),
  strangePlace('Vientiane', 'Vientiane', 'LA', 'Laos', 17.9757, 102.6331),
];

const pickSprayStep = createWeightedPick([
  ['50126', 880],
  ['50053#malicious-ip', 80],
  ['50057', 25],
  ['50053', 10],
  // A password was right: the second factor stops it.
  ['50076', 5],
] as const);
const pickStuffingStep = createWeightedPick([
  ['50126', 620],
  ['50034', 340],
  ['50053', 25],
  ['50076', 15],
] as const);

/** Each kind of attack. */
export const attackEffects: Readonly<Record<AttackName, (attack: Attack) => Partial<IncidentEffect>>> = {
  'password-spray': ({ tenant, scale }) => {
    const [place] = strangePlaces;
    const nextVictim = victimsInTurn(tenant, 0);
    return {
      makeExtras: atRate(22 * scale, (random) =>
        tryAt(tenant, nextVictim(), place, sprayAddress, [pickSprayStep(random)], random),
      ),
    };
  },
  // Below what a lockout notices: each account once in many hours, from several addresses of one network.
  'slow-spray': ({ tenant, random: once, scale }) => {
    const place = once.pick(strangePlaces);
    const nextVictim = victimsInTurn(tenant, once.below(tenant.people));
    return {
      makeExtras: atRate(0.12 * scale, (random) => {
        const address = `198.51.100.${225 + random.below(6)}`;
        return tryAt(tenant, nextVictim(), place, address, [pickSprayStep(random)], random);
      }),
    };
  },
  'brute-force': ({ tenant, random: once, scale }) => {
    const victim = personAt(tenant, once.below(tenant.people));
    const place = once.pick(strangePlaces);
    const addresses = Array.from({ length: 1 + once.below(3) }, () => strangeAddress(once));
    return {
      makeExtras: atRate(1.2 * scale, (random) =>
        tryAt(
          tenant,
          victim,
          place,
          random.pick(addresses),
          [random.chance(0.85) ? '50126' : '50053'],
          random,
        ),
      ),
    };
  },
  'credential-stuffing': ({ tenant, random: once, scale }) => {
    const nextVictim = victimsInTurn(tenant, once.below(tenant.people));
    return {
      makeExtras: atRate(4 * scale, (random) =>
        tryAt(
          tenant,
          nextVictim(),
          random.pick(strangePlaces),
          strangeAddress(random),
          [pickStuffingStep(random)],
          random,
        ),
      ),
    };
  },
  'mfa-fatigue': ({ tenant, random: once, scale }) => {
    const victim = personAt(tenant, once.below(tenant.people));
    const place = once.pick(strangePlaces);
    const address = strangeAddress(once);
    return {
      makeExtras: atRate(0.4 * scale, (random) => {
        const answer = random.chance(0.7) ? '500121#denied' : '500121#no-answer';
        return tryAt(tenant, victim, place, address, ['50074', answer], random);
      }),
    };
  },
  // A new sign-in app on everybody's phone goes on with a password that was changed.
  'lockout-storm': ({ tenant, random: once, scale }) => {
    const nextVictim = victimsInTurn(tenant, once.below(tenant.people));
    return {
      // The larger the company, the more phones.
      makeExtras: atRate(0.8 * scale * Math.max(1, tenant.people / 10_000), (random) => {
        const person = nextVictim();
        return tryAt(tenant, person, person.place, person.homeAddress, ['50126', '50126', '50053'], random);
      }),
    };
  },
  // As many addresses as tries, and one tool that makes them.
  'one-client-stuffing': ({ tenant, random: once, scale }) => {
    const nextVictim = victimsInTurn(tenant, once.below(tenant.people));
    const browser = once.pick(['Python Requests 2.32', 'Go-http-client 1.1', 'okhttp 4.12']);
    return {
      makeExtras: atRate(0.8 * scale, (random) => {
        const person = nextVictim();
        const withTool = { ...person, device: { ...person.device, browser, userAgent: browser } };
        const step = pickStuffingStep(random);
        return tryAt(tenant, withTool, random.pick(strangePlaces), strangeAddress(random), [step], random);
      }),
    };
  },
  'short-brute-force': (attack) => ({
    makeExtras: spread(attack, 10 + attack.random.below(21), (random) => [
      random.chance(0.9) ? '50126' : '50053',
    ]),
  }),
  'mfa-burst': (attack) => ({
    makeExtras: spread(attack, 5 + attack.random.below(6), () => ['50074', '500121#denied']),
  }),
  'account-takeover': (attack) => ({ makeExtras: takeOver(attack) }),
  'impossible-travel': (attack) => ({ makeExtras: travelImpossibly(attack) }),
  'token-theft': ({ tenant, random: once, scale }) => {
    const victim = personAt(tenant, once.below(tenant.people));
    const place = once.pick(strangePlaces);
    const addresses = [strangeAddress(once), strangeAddress(once)];
    return {
      makeExtras: atRate(0.2 * scale, (random) =>
        tryAt(tenant, victim, place, random.pick(addresses), ['54005'], random),
      ),
    };
  },
};

/** So many tries at one account from one strange address, evenly over the time. */
function spread(
  { tenant, random: once, fromMs, toMs }: Attack,
  tries: number,
  stepsOf: (random: Random) => readonly string[],
): IncidentEffect['makeExtras'] {
  const victim = personAt(tenant, once.below(tenant.people));
  const place = once.pick(strangePlaces);
  const address = strangeAddress(once);
  const apartMs = (toMs - fromMs - 60_000) / tries;
  return (minuteMs, random) => {
    const times = Array.from({ length: tries }, (_, turn) => Math.floor(fromMs + turn * apartMs));
    return times
      .filter((atMs) => atMs >= minuteMs && atMs < minuteMs + 60_000)
      .map((atMs) => ({ ...tryAt(tenant, victim, place, address, stepsOf(random), random), atMs }));
  };
}

/** Wrong passwords a minute apart, then the right one, with a second factor that was never asked for. */
function takeOver({ tenant, random: once, scale, fromMs }: Attack): IncidentEffect['makeExtras'] {
  const victim = personAt(tenant, once.below(tenant.people));
  const place = once.pick(strangePlaces);
  const address = strangeAddress(once);
  const tries = Math.round((8 + once.below(12)) * scale);
  return (minuteMs, random) => {
    const turn = Math.round((minuteMs - fromMs) / 60_000);
    if (turn < 0 || turn > tries) return [];
    const steps = [turn === tries ? '0' : '50126'];
    return [{ ...tryAt(tenant, victim, place, address, steps, random), atMs: minuteMs + 59_000 }];
  };
}

/** Somebody signs in at home, and twenty minutes later from another part of the world. */
function travelImpossibly({ tenant, random: once, fromMs }: Attack): IncidentEffect['makeExtras'] {
  const victim = personAt(tenant, once.below(tenant.people));
  const place = once.pick(strangePlaces);
  const address = strangeAddress(once);
  return (minuteMs, random): ExtraAttempt[] => {
    const turn = Math.round((minuteMs - fromMs) / 60_000);
    const atMs = minuteMs + 59_000;
    if (turn === 0) {
      return [{ ...tryAt(tenant, victim, victim.place, victim.homeAddress, ['0#mfa'], random), atMs }];
    }
    return turn === 20 ? [{ ...tryAt(tenant, victim, place, address, ['0#mfa'], random), atMs }] : [];
  };
}

function tryAt(
  tenant: Tenant,
  person: Person,
  place: Place = person.place,
  address: string,
  steps: readonly string[],
  random: Random,
): { attempt: Attempt; steps: readonly string[] } {
  const app = tenant.apps[1] ?? random.pick(tenant.apps);
  const correlationId = guid(random);
  return { attempt: { flow: 'entra-interactive', person, app, place, address, correlationId }, steps };
}

/** Through the list of people, so that nobody is tried twice before everybody was tried once. */
function victimsInTurn(tenant: Tenant, first: number): () => Person {
  let victim = first;
  return () => {
    const person = personAt(tenant, victim % tenant.people);
    victim += 1;
    return person;
  };
}

function strangeAddress(random: Random): string {
  const group = (): string => (1 + random.below(0xfffe)).toString(16);
  return `2001:db8:${group()}:${group()}::${group()}`;
}

function strangePlace(
  city: string,
  state: string,
  country: string,
  countryName: string,
  latitude: number,
  longitude: number,
): Place {
  return {
    city,
    state,
    country,
    countryName,
    latitude,
    longitude,
    utcOffsetHours: 0,
    share: 0,
    officeAddress: sprayAddress,
  };
}
