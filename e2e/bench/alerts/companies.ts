import { type Place, places } from '@turnaway/cli/dist/simulate/tenant.js';

/** Where a company has its offices: what a weekend or a night is in one of them is none in UTC. */
export const companies = {
  world: places,
  pacific: [office('Tacoma', 'Washington', 'US', 'United States', 47.2529, -122.4443, -8)],
  sydney: [office('Newcastle', 'New South Wales', 'AU', 'Australia', -32.9283, 151.7817, 10)],
} as const satisfies Record<string, readonly Place[]>;
export type CompanyName = keyof typeof companies;

export function isCompany(name: string): name is CompanyName {
  return Object.hasOwn(companies, name);
}

/** The hour (UTC) at which most are at work, of the day whose date it is there. */
export function workHourOf(name: CompanyName): number {
  return name === 'world' ? 8 : 9 - companies[name][0].utcOffsetHours;
}

function office(
  city: string,
  state: string,
  country: string,
  countryName: string,
  latitude: number,
  longitude: number,
  utcOffsetHours: number,
): Place {
  const where = { city, state, country, countryName, latitude, longitude, utcOffsetHours };
  return { ...where, share: 1, officeAddress: '192.0.2.10' };
}
