import type { Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertParams } from '@turnaway/contracts/alert-kinds';
import type { TravelObservation, TravelPlace } from '@turnaway/contracts/alert-observations';
import { addressFact } from './address-fact.js';
import { readAllowList } from './allow-list.js';
import { countryCode, countryName, distanceBetween } from './country-places.js';
import { formatMinutes, formatNumber } from './format-number.js';

type Params = AlertParams<'impossible-travel'>;

const hourMs = 3_600_000;
const minuteHours = 1 / 60;

/**
 * People who signed in from two countries faster than anybody travels, one of them strange to them. It is no news
 * where an address is a network's way out: the allow-list names it, or several people seem to travel by it. Nor is the
 * strange place one that many sign in from. Of somebody who is new nobody can say yet what is strange.
 */
export function judgeImpossibleTravel(params: Params, observed: readonly TravelObservation[]): Judgment[] {
  const allow = readAllowList(params.allow);
  const travelers = countTravelers(observed);
  const isWayOut = ({ address }: TravelPlace): boolean =>
    allow.hasAddress(address) ||
    (address !== null && (travelers.get(address)?.size ?? 0) >= params.sharedByPeople);
  const fastest = new Map<string, Judgment>();
  for (const travel of observed) {
    if (allow.hasAccount(travel.person) || isWayOut(travel.from) || isWayOut(travel.to)) continue;
    const judgment = judgeTravel(params, travel);
    if (judgment === null) continue;
    const known = fastest.get(travel.person);
    if (known === undefined || isWorse(judgment, known)) fastest.set(travel.person, judgment);
  }
  return [...fastest.values()];
}

function isWorse(one: Judgment, other: Judgment): boolean {
  if (one.level !== other.level) return one.level === 'alert';
  return one.value > other.value;
}

/** Who seems to travel to or from each address. */
function countTravelers(observed: readonly TravelObservation[]): Map<string, Set<string>> {
  const travelers = new Map<string, Set<string>>();
  for (const { person, from, to } of observed) {
    for (const { address } of [from, to]) {
      if (address !== null) travelers.set(address, (travelers.get(address) ?? new Set()).add(person));
    }
  }
  return travelers;
}

function judgeTravel(
  params: Params,
  { person, from, to, usualCountries }: TravelObservation,
): Judgment | null {
  const distanceKm = distanceBetween(from.country, to.country, params.radiusKm);
  if (distanceKm === null) return null;
  const hours = Math.max(minuteHours, Math.abs(Date.parse(to.at) - Date.parse(from.at)) / hourMs);
  const speed = distanceKm / hours;
  const usual = new Set(usualCountries.map((country) => countryCode(country) ?? country));
  const isStrange = ({ country, peopleOfAddress }: TravelPlace): boolean =>
    !usual.has(countryCode(country) ?? country) && peopleOfAddress < params.sharedByPeople;
  const isLearned = usual.size > 0;
  const isNews = isLearned && (isStrange(from) || isStrange(to));
  return {
    key: person,
    label: person,
    personal: true,
    origin: { addresses: [from, to].flatMap(({ address }) => address ?? []) },
    level: speed >= params.speedKmPerHour && isNews ? 'alert' : 'ok',
    value: speed,
    warnThreshold: null,
    threshold: params.speedKmPerHour,
    recoveryThreshold: 0,
    worseWhen: 'higher',
    measure: 'km an hour at the least',
    usual: null,
    because: !isLearned
      ? 'Still learning where this person signs in from.'
      : !isNews
        ? 'Neither place is strange: a country that is usual for this person, or an address that many share.'
        : `Signed in from ${countryName(from.country)} and ${formatMinutes(hours * 60)} later from ${countryName(to.country)}, at least ${formatNumber(distanceKm)} km away.`,
    evidence: [
      { label: 'Person', value: person, personal: true },
      ...[from, to].flatMap((place) => [
        { label: place.country, value: place.at, personal: false },
        addressFact(`Address in ${place.country}`, place.address),
      ]),
      { label: 'Usual countries', value: usualCountries.join(', ') || 'none known yet', personal: false },
    ],
  };
}
