import type { Attempt, Flow } from './attempt.js';
import { atRate, type IncidentEffect, quietEffect } from './incident-effect.js';
import { createRandom, guid, type Random } from './random.js';
import { type Person, type Place, pickPerson, type Tenant } from './tenant.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;
/** The company's VPN lets its people out here, wherever they are. */
const vpnAddress = '192.0.2.250';

/**
 * What happens in every company and is no incident: passwords that expire for many on one morning, a phone that goes
 * on with an old password, codes that are sent twice, strangers who rattle at the door.
 */
export function createNuisances(tenant: Tenant, played: readonly Flow[]): IncidentEffect[] {
  if (!played.includes('entra-interactive')) return [];
  const always = quietEffect(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  return [
    { ...always, replaceSteps: expirePasswords },
    { ...always, makeExtras: goOnWithOldPasswords(tenant) },
    { ...always, makeExtras: atRate(0.01 + tenant.people / 200_000, rattleAtTheDoor(tenant)) },
  ];
}

/** On one Monday in four weeks, many must choose a new password before they get on; some try the old one first. */
function expirePasswords(attempt: Attempt, _steps: readonly string[], random: Random, atMs: number) {
  const intoMonthMs = (atMs + 3 * dayMs) % (4 * weekMs);
  if (attempt.flow !== 'entra-interactive' || attempt.person === null || intoMonthMs > dayMs) return null;
  if (numberOf(attempt.person) % 6 !== 0 || !random.chance(0.3)) return null;
  return random.chance(0.3) ? ['50126', '50055', '0'] : ['50055', '0'];
}

/** A phone tries again at a pace of its own. */
const phoneMinutes = 5;

/** For some hours a week, somebody's phone tries an old password every few minutes. */
function goOnWithOldPasswords(tenant: Tenant): IncidentEffect['makeExtras'] {
  let week = Number.NaN;
  let phones: { person: Person; fromMs: number; toMs: number }[] = [];
  return (minuteMs, random) => {
    const weekNow = Math.floor(minuteMs / weekMs);
    if (weekNow !== week) {
      week = weekNow;
      phones = stalePhones(tenant, weekNow);
    }
    return phones
      .filter(({ fromMs, toMs }) => minuteMs >= fromMs && minuteMs < toMs)
      .filter(({ fromMs }) => Math.floor((minuteMs - fromMs) / 60_000) % phoneMinutes === 0)
      .map(({ person }) => ({
        attempt: enter(tenant, person, person.place, person.homeAddress, random),
        steps: ['50126'],
        atMs: minuteMs + random.below(60_000),
      }));
  };
}

function stalePhones(tenant: Tenant, week: number) {
  const random = createRandom(`${tenant.seed}/phones/${week}`);
  return Array.from({ length: random.poisson(0.3 + tenant.people / 5_000) }, () => {
    const fromMs = week * weekMs + random.below(weekMs);
    return { person: pickPerson(tenant, random), fromMs, toMs: fromMs + (1 + random.below(6)) * hourMs };
  });
}

/** One try at one account from anywhere: what every sign-in page on the internet gets all day. */
function rattleAtTheDoor(tenant: Tenant) {
  return (random: Random) => {
    const person = pickPerson(tenant, random);
    const group = (): string => (1 + random.below(0xfffe)).toString(16);
    const address = `2001:db8:${group()}:${group()}::${group()}`;
    const step = random.chance(0.5) ? '50126' : random.chance(0.5) ? '50053#malicious-ip' : '50034';
    return { attempt: enter(tenant, person, random.pick(tenant.places), address, random), steps: [step] };
  };
}

function enter(tenant: Tenant, person: Person, place: Place, address: string, random: Random): Attempt {
  const app = tenant.apps[1] ?? random.pick(tenant.apps);
  return { flow: 'entra-interactive', person, app, place, address, correlationId: guid(random) };
}

/**
 * Where an attempt is made from after all: some people work through the company's VPN, which lets them out at its
 * first office's country, and some travel to another office for a week. `null`: the person is on a plane.
 */
export function relocate(tenant: Tenant, attempt: Attempt, atMs: number): Attempt | null {
  const { person } = attempt;
  if (person === null || attempt.flow === 'auth0') return attempt;
  const number = numberOf(person);
  if (number % 20 === 7) {
    const trip = tripOf(tenant, person, number, atMs);
    if (trip !== null) return trip.isFlying ? null : { ...attempt, place: trip.place, address: trip.address };
  }
  const [headquarters] = tenant.places;
  const atHome = attempt.address === person.homeAddress;
  if (number % 12 !== 5 || !atHome || headquarters === undefined) return attempt;
  return { ...attempt, place: headquarters, address: vpnAddress };
}

function tripOf(tenant: Tenant, person: Person, number: number, atMs: number) {
  const week = Math.floor(atMs / weekMs);
  const destination = tenant.places[(number + week) % tenant.places.length];
  if ((number + week) % 5 !== 0 || destination === undefined || destination === person.place) return null;
  // Weeks since 1970 begin on a Thursday: out on Monday, back on Thursday morning, 16 hours for the way.
  const intoTripMs = (atMs % weekMs) - 4 * dayMs;
  if (intoTripMs < 0) return null;
  const awayMs = 3 * dayMs - 16 * hourMs;
  const isFlying = intoTripMs < 16 * hourMs || intoTripMs > awayMs;
  return { isFlying, place: destination, address: `203.0.113.${1 + (number % 250)}` };
}

/** A number that is the same for a person at all times. */
function numberOf({ id }: Person): number {
  return Number.parseInt(id.slice(0, 7), 16);
}
