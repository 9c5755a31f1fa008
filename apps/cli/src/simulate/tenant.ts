import { alphanumeric, createRandom, guid, type Random } from './random.js';

/** A city with an office. Addresses are from the ranges set aside for documentation. */
export interface Place {
  city: string;
  state: string;
  country: string;
  countryName: string;
  latitude: number;
  longitude: number;
  utcOffsetHours: number;
  /** Share of the staff, all places together 1. */
  share: number;
  officeAddress: string;
}

export interface Person {
  id: string;
  displayName: string;
  userName: string;
  email: string;
  place: Place;
  homeAddress: string;
  mobileAddress: string;
  device: Device;
}

export interface Device {
  id: string;
  name: string;
  operatingSystem: string;
  browser: string;
  userAgent: string;
  managed: boolean;
}

export interface App {
  id: string;
  name: string;
  resource: string;
  resourceId: string;
}

/** A made-up company: who works there, where, and with what. */
export interface Tenant {
  id: string;
  seed: string;
  people: number;
  domain: string;
  places: readonly Place[];
  /** Apps that staff signs in to. */
  apps: readonly App[];
  /** Apps that sign in by themselves. */
  daemons: readonly App[];
  /** Apps of the customer side. */
  shops: readonly App[];
  policies: readonly { id: string; name: string; grant: string }[];
}

/** The offices of a company, unless told. */
export const places: readonly Place[] = [
  place('Utrecht', 'Utrecht', 'NL', 'Netherlands', 52.0907, 5.1214, 1, 0.34, '192.0.2.10'),
  place('Leeds', 'England', 'GB', 'United Kingdom', 53.8008, -1.5491, 0, 0.26, '192.0.2.40'),
  place('Raleigh', 'North Carolina', 'US', 'United States', 35.7796, -78.6382, -5, 0.28, '192.0.2.70'),
  place('Sendai', 'Miyagi', 'JP', 'Japan', 38.2682, 140.8694, 9, 0.12, '192.0.2.100'),
];
const given =
  'Amara Bruno Carys Dmitri Elif Farid Greta Hugo Imani Jonas Keiko Lorena Mateus Nadia Oskar Priya Quentin Rosa Stellan Tomoko Ulla Viktor Wanda Xenia Yusuf Zofia Anneke Bashir Clemence Darragh Esra Fenna Gareth Hanneke Isolde Joris Katrin Lindiwe Marek Noor'.split(
    ' ',
  );
const family =
  'Abeling Brandvold Castellane Dorrance Eikeland Farrowby Goudriaan Hallworth Ingersholm Jarrow Kestrel Lindqvold Merriday Nakatomura Oldershaw Penhallow Quillfeather Rookwood Sandringdal Tavener Underhay Vandersluis Whitlocke Yarborne Zeldenrust Ashgrove Blackwater Coldbrook Dunmoor Elderfield Fairweather Greystoke Highfield Ironside Juniper Kingsley Larkspur Meadows Nightingale Oakhurst'.split(
    ' ',
  );
const staffApps: readonly (readonly [string, string])[] = [
  ['Microsoft Teams', 'Microsoft Teams Services'],
  ['Office 365 Exchange Online', 'Office 365 Exchange Online'],
  ['Office 365 SharePoint Online', 'Office 365 SharePoint Online'],
  ['Azure Portal', 'Windows Azure Service Management API'],
  ['Meridian Payroll', 'Microsoft Graph'],
  ['Harbor CRM', 'Microsoft Graph'],
  ['Warehouse Floor', 'Windows Azure Active Directory'],
  ['Timesheets', 'Microsoft Graph'],
  ['Fieldwork Mobile', 'Microsoft Graph'],
  ['Staff Directory', 'Windows Azure Active Directory'],
];
const daemonNames = [
  'Invoice Export',
  'Nightly Backup',
  'Build Agents',
  'Directory Sync Job',
  'Badge Printer',
];
const shopNames = ['Tidewater Store', 'Loyalty App', 'Partner Portal'];
const policyNames: readonly (readonly [string, string])[] = [
  ['Require MFA for all staff', 'Mfa'],
  ['Block unfamiliar countries', 'Block'],
  ['Require a compliant device', 'RequireCompliantDevice'],
];

const mobileSafari = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';
/** Browsers and systems with the user agent that goes with them, newest first. */
const clients: readonly (readonly [operatingSystem: string, browser: string, userAgent: string])[] = [
  [
    'Windows 11',
    'Edge 131.0.0',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit('131.0.0.0')} Edg/131.0.0.0`,
  ],
  ['Windows 11', 'Chrome 131.0.0', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit('131.0.0.0')}`],
  ['MacOs', 'Chrome 130.0.0', `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit('130.0.0.0')}`],
  [
    'Windows 10',
    'Firefox 132.0',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0',
  ],
  [
    'Ios 18.1',
    'Mobile Safari 18.1',
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) ${mobileSafari}`,
  ],
  ['Android 14', 'Chrome Mobile 131.0.0', `Mozilla/5.0 (Linux; Android 14; K) ${webkit('131.0.0.0 Mobile')}`],
];

/** Makes the company of a seed: the same seed, size and offices give the same ids and people. */
export function createTenant(seed: string, people: number, offices: readonly Place[] = places): Tenant {
  const random = createRandom(`${seed}/tenant`);
  const resourceIds = new Map<string, string>();
  const makeApp = (name: string, resource: string): App => {
    const resourceId = resourceIds.get(resource) ?? guid(random);
    resourceIds.set(resource, resourceId);
    return { id: guid(random), name, resource, resourceId };
  };
  return {
    id: guid(random),
    seed,
    people,
    domain: 'tidewater.example',
    places: offices,
    apps: staffApps.map(([name, resource]) => makeApp(name, resource)),
    daemons: daemonNames.map((name) => makeApp(name, 'Microsoft Graph')),
    shops: shopNames.map((name) => ({ ...makeApp(name, name), id: alphanumeric(random, 32) })),
    policies: policyNames.map(([name, grant]) => ({ id: guid(random), name, grant })),
  };
}

/** Somebody of the given place; some people sign in far more often than others. */
export function pickPerson(tenant: Tenant, random: Random, at?: Place): Person {
  const [first, count] = at === undefined ? [0, tenant.people] : rangeOf(tenant, at);
  return personAt(tenant, first + Math.floor(random.unit() ** 1.6 * count));
}

/** People of a company that are remembered, at the most: so one of any size takes little memory. */
const rememberedMax = 100_000;
const remembered = new WeakMap<Tenant, Map<number, Person>>();

/** The person with a number from 0 to `people` − 1: the same each time, whether remembered or made anew. */
export function personAt(tenant: Tenant, index: number): Person {
  const people = remembered.get(tenant) ?? new Map<number, Person>();
  remembered.set(tenant, people);
  const found = people.get(index);
  if (found !== undefined) return found;
  const person = makePerson(tenant, index);
  if (people.size < rememberedMax) people.set(index, person);
  return person;
}

function makePerson(tenant: Tenant, index: number): Person {
  const random = createRandom(`${tenant.seed}/person/${index}`);
  const givenName = given[index % given.length] ?? 'Robin';
  const familyName = family[Math.floor(index / given.length + index * 7) % family.length] ?? 'Doe';
  const round = Math.floor(index / (given.length * family.length));
  const local = `${givenName}.${familyName}${round === 0 ? '' : round + 1}`.toLowerCase();
  const [operatingSystem, browser, userAgent] = random.pick(clients);
  const home = tenant.places.find((candidate) => {
    const [first, count] = rangeOf(tenant, candidate);
    return index >= first && index < first + count;
  });
  return {
    id: guid(random),
    displayName: `${givenName} ${familyName}`,
    userName: `${local}@${tenant.domain}`,
    email: `${local}@example.com`,
    place: home ?? placeAt(tenant, 0),
    // A home line is shared by few, so it gets an address of the large range.
    homeAddress: random.chance(0.5)
      ? `203.0.113.${1 + random.below(254)}`
      : `2001:db8:${random.below(0xffff).toString(16)}:${random.below(0xffff).toString(16)}::${(1 + random.below(0xfffe)).toString(16)}`,
    mobileAddress: `198.51.100.${1 + random.below(199)}`,
    device: {
      id: guid(random),
      name: `TW-${alphanumeric(random, 7).toUpperCase()}`,
      operatingSystem,
      browser,
      userAgent,
      managed: random.chance(0.8),
    },
  };
}

/** Where the given person is at the moment: mostly in the office, else at home or on the way. */
export function pickAddress(person: Person, random: Random): string {
  const drawn = random.unit();
  if (drawn < 0.55) return person.place.officeAddress;
  return drawn < 0.88 ? person.homeAddress : person.mobileAddress;
}

function rangeOf(tenant: Tenant, at: Place): [first: number, count: number] {
  let before = 0;
  for (const candidate of tenant.places) {
    if (candidate === at) break;
    before += candidate.share;
  }
  const first = Math.min(tenant.people - 1, Math.floor(before * tenant.people));
  const end = Math.max(first + 1, Math.floor((before + at.share) * tenant.people + 1e-6));
  return [first, Math.min(end, tenant.people) - first];
}

function placeAt({ places: offices }: Tenant, index: number): Place {
  const found = offices[index];
  if (found === undefined) throw new RangeError(`no place number ${index}`);
  return found;
}

function place(
  city: string,
  state: string,
  country: string,
  countryName: string,
  latitude: number,
  longitude: number,
  utcOffsetHours: number,
  share: number,
  officeAddress: string,
): Place {
  return { city, state, country, countryName, latitude, longitude, utcOffsetHours, share, officeAddress };
}

function webkit(chrome: string): string {
  return `AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${chrome} Safari/537.36`;
}
