import type { Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertParams } from '@turnaway/contracts/alert-kinds';
import type { TravelObservation, TravelPlace } from '@turnaway/contracts/alert-observations';
import { readAllowList } from './allow-list.js';
import { countryCode, distanceBetween } from './country-places.js';
import { formatNumber } from './format-number.js';

type Params = AlertParams<'impossible-travel'>;

const hourMs = 3_600_000;
const minuteHours = 1 / 60;

/**
 * People who signed in from two countries faster than anybody travels. It is no news where an address is a network's
 * way out (many people share it, or the allow-list names it), nor for somebody to whom both countries are usual.
 */
export function judgeImpossibleTravel(params: Params, observed: readonly TravelObservation[]): Judgment[] {
  const allow = readAllowList(params.allow);
  const isWayOut = ({ address, peopleOfAddress }: TravelPlace): boolean =>
    peopleOfAddress >= params.sharedByPeople || allow.hasAddress(address);
  const fastest = new Map<string, Judgment>();
  for (const travel of observed) {
    if (allow.hasAccount(travel.person) || isWayOut(travel.from) || isWayOut(travel.to)) continue;
    const judgment = judgeTravel(params, travel);
    if (judgment === null) continue;
    const known = fastest.get(travel.person);
    if (known === undefined || judgment.value > known.value) fastest.set(travel.person, judgment);
  }
  return [...fastest.values()];
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
  const isUsual = [from, to].every(({ country }) => usual.has(countryCode(country) ?? country));
  return {
    key: person,
    label: person,
    personal: true,
    level: speed >= params.speedKmPerHour && !isUsual ? 'alert' : 'ok',
    value: speed,
    warnThreshold: null,
    threshold: params.speedKmPerHour,
    recoveryThreshold: 0,
    worseWhen: 'higher',
    measure: 'km an hour at the least',
    usual: null,
    because: isUsual
      ? 'Both countries are usual for this person.'
      : `Signed in from ${from.country} and ${formatNumber(hours * 60)} minutes later from ${to.country}, at least ${formatNumber(distanceKm)} km away.`,
    evidence: [
      { label: 'Person', value: person, personal: true },
      ...[from, to].flatMap((place) => [
        { label: place.country, value: place.at, personal: false },
        { label: `Address in ${place.country}`, value: place.address ?? 'not named', personal: true },
      ]),
      { label: 'Usual countries', value: usualCountries.join(', ') || 'none known yet', personal: false },
    ],
  };
}
