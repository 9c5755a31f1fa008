import { alertParamsSchemas } from '@turnaway/contracts/alert-kinds';
import type {
  BruteForceObservation,
  LockoutObservation,
  MfaFatigueObservation,
  SprayObservation,
  StuffingObservation,
  SuccessAfterFailuresObservation,
  TokenReplayObservation,
  TravelObservation,
} from '@turnaway/contracts/alert-observations';
import { describe, expect, test } from 'vitest';
import { judgeBruteForce, judgeMfaFatigue, judgeSuccessAfterFailures } from './judge-account-attacks.js';
import { judgeImpossibleTravel } from './judge-impossible-travel.js';
import { judgePasswordSpray } from './judge-password-spray.js';
import { judgeTokenReplay } from './judge-token-replay.js';
import { judgeCredentialStuffing, judgeLockoutStorm } from './judge-wide-attacks.js';

const firstAt = '2026-03-04T11:00:00Z';
const lastAt = '2026-03-04T12:00:00Z';
const allowed = (addresses: string[], accounts: string[] = []) => ({ allow: { addresses, accounts } });

describe('a password spray', () => {
  const schema = alertParamsSchemas['password-spray'];
  const now = new Date('2026-03-04T12:05:00Z');
  const spray: SprayObservation = {
    windowMinutes: 60,
    by: 'address',
    source: '198.51.100.7',
    addresses: 1,
    accounts: 40,
    failures: 60,
    triesPerAccountMax: 2,
    strangeAccounts: 40,
    succeededAccounts: 0,
    provenAccounts: 0,
    unknownAccounts: 3,
    topClient: null,
    topClientAccounts: 0,
    firstAt,
    lastAt,
    codes: ['entra/50126'],
  };
  test.each<[string, Partial<SprayObservation>, Parameters<typeof schema.parse>[0], string | undefined]>([
    ['many accounts, few tries each', {}, {}, 'alert'],
    ['some accounts', { accounts: 9, failures: 9, strangeAccounts: 9 }, {}, 'warn'],
    ['many who live there, as in an outage', { strangeAccounts: 3 }, {}, 'ok'],
    [
      'some accounts, and one password was right',
      { accounts: 9, failures: 9, strangeAccounts: 9, provenAccounts: 1 },
      {},
      'alert',
    ],
    ['an office where people mistype', { strangeAccounts: 2, succeededAccounts: 900 }, {}, 'ok'],
    [
      'an office from which others are tried',
      { accounts: 60, strangeAccounts: 50, succeededAccounts: 25 },
      {},
      'alert',
    ],
    ['many tries at each', { failures: 40_000 }, {}, 'ok'],
    ['a slow one', { windowMinutes: 720, firstAt: '2026-03-04T02:00:00Z' }, {}, 'alert'],
    ['fewer over hours than within one', { windowMinutes: 720, strangeAccounts: 9 }, {}, 'ok'],
    ['one that has paused for hours', { windowMinutes: 720, lastAt: '2026-03-04T10:00:00Z' }, {}, 'ok'],
    [
      'a slow one, where they are not looked for',
      { windowMinutes: 720 },
      { slowWindowMinutes: 0 },
      undefined,
    ],
  ])('%s', (_name, change, params, level) => {
    expect(judgePasswordSpray(schema.parse(params), [{ ...spray, ...change }], now)[0]?.level).toBe(level);
  });

  test('a source on the allow-list is not looked at, nor is its network', () => {
    const params = schema.parse(allowed(['198.51.100.0/24']));
    const network = { ...spray, by: 'network' as const, source: '198.51.100.0/24' };
    expect(judgePasswordSpray(params, [spray, network], now)).toEqual([]);
  });

  const network = { ...spray, by: 'network' as const, source: '198.51.100.0/24' };
  const told = (rows: readonly SprayObservation[]) =>
    judgePasswordSpray(schema.parse({}), rows, now)
      .filter(({ level }) => level !== 'ok')
      .map(({ key, label }) => [key, label]);

  test('one attack is one finding: the network and the client of an address are not told again', () => {
    const rows = [
      spray,
      { ...network, strangeAccounts: 42 },
      { ...spray, by: 'client' as const, source: 'python-requests', strangeAccounts: 41 },
    ];
    expect(told(rows)).toEqual([['network|198.51.100.0/24', '198.51.100.7']]);
  });

  test('several addresses of one network are one finding, which keeps its key as they become more', () => {
    const rows = [spray, { ...spray, source: '198.51.100.8' }, { ...network, strangeAccounts: 80 }];
    expect(told(rows)).toEqual([['network|198.51.100.0/24', '198.51.100.0/24']]);
  });

  test('a spray that begins slowly and gets fast is one finding', () => {
    const slow = { ...spray, windowMinutes: 720, strangeAccounts: 45 };
    expect(told([spray, slow])).toEqual([['network|198.51.100.0/24', '198.51.100.7']]);
  });

  const tool = { topClient: 'python-requests', topClientAccounts: 40 };
  const client = { ...spray, by: 'client' as const, source: 'python-requests' };
  const from = (turn: number) => ({ ...spray, source: `203.0.${turn}.9`, ...tool });

  test('a tool that goes on from one network to the next is one finding, which keeps its key', () => {
    expect(told([from(1), client])).toEqual([['client|python-requests', '203.0.1.9']]);
    const rows = [from(1), from(2), { ...client, strangeAccounts: 80 }];
    expect(told(rows)).toEqual([['client|python-requests', 'python-requests']]);
  });

  test('two sprays from two networks at once are two, whatever browser many others get in with', () => {
    const browser = { ...client, source: 'python-requests', strangeAccounts: 80, succeededAccounts: 900 };
    expect(told([from(1), from(2), browser])).toEqual([
      ['network|203.0.1.0/24', '203.0.1.9'],
      ['network|203.0.2.0/24', '203.0.2.9'],
    ]);
  });

  test('a spray that comes from ever other networks is one wave, and goes on where one of them was told', () => {
    const rows = [1, 2, 3, 4].map((turn) => ({ ...spray, source: `203.0.${turn}.9` }));
    const [wave, ...others] = judgePasswordSpray(schema.parse({}), rows, now);
    expect(others).toEqual([]);
    expect(wave).toMatchObject({ key: 'networks', level: 'alert', value: 160 });
    expect(wave?.aliases).toContain('network|203.0.1.0/24');
  });

  test('addresses of a network that many get in from are one finding too', () => {
    const row = { ...spray, accounts: 9, failures: 9, strangeAccounts: 9 };
    expect(told([row, { ...row, source: '198.51.100.8' }])).toEqual([
      ['network|198.51.100.0/24', '198.51.100.0/24'],
    ]);
  });

  test('an address that sprays is found in a network whose other addresses are offices', () => {
    const rows = [spray, { ...network, accounts: 900, strangeAccounts: 60, succeededAccounts: 500 }];
    expect(told(rows)).toEqual([['network|198.51.100.0/24', '198.51.100.7']]);
  });

  test.each([
    ['198.51.100.0/24', '198.51.100.1'],
    ['2001:db8:1:2::/64', '2001:db8:1:2::1'],
  ])('a spray over the addresses of %s is found by the network', (source, address) => {
    const rows = [
      { ...network, source, addresses: 20 },
      { ...spray, source: address, accounts: 2, failures: 2, strangeAccounts: 2 },
    ];
    expect(told(rows)).toEqual([[`network|${source}`, source]]);
  });
});

describe('brute force', () => {
  const schema = alertParamsSchemas['brute-force'];
  const row: BruteForceObservation = {
    account: 'ada@example.com',
    failures: 30,
    strangeFailures: 30,
    strangeAddresses: 2,
    topAddress: '198.51.100.7',
    lockedOut: true,
    lastSuccessAt: '2026-03-03T09:00:00Z',
    firstAt,
    lastAt,
  };
  test('one address that tries eight accounts is a spray, and seven are seven', () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, turn) => ({ ...row, account: `person${turn}@example.com` }));
    const found = (count: number) =>
      judgeBruteForce(schema.parse({}), rows(count)).filter(({ level }) => level !== 'ok').length;
    expect([found(7), found(8)]).toEqual([7, 0]);
  });

  test.each<[string, Partial<BruteForceObservation>, Parameters<typeof schema.parse>[0], string | undefined]>(
    [
      ['from strange addresses', {}, {}, 'alert'],
      ['a phone with an old password, at home', { strangeFailures: 0 }, {}, 'ok'],
      [
        'at an owner who was not seen for days, as many as a phone makes',
        { failures: 8, strangeFailures: 8, lastSuccessAt: null },
        {},
        'ok',
      ],
      [
        'at that owner, more than any phone makes',
        { failures: 22, strangeFailures: 22, lastSuccessAt: null },
        {},
        'warn',
      ],
      ['somebody who forgot a password', { failures: 6, strangeFailures: 6 }, {}, 'ok'],
      ['a service account on the list, in other letters', {}, allowed([], ['Ada@Example.com']), undefined],
      ['a scanner on the list', {}, allowed(['198.51.100.7']), undefined],
    ],
  )('%s', (_name, change, params, level) => {
    expect(judgeBruteForce(schema.parse(params), [{ ...row, ...change }])[0]?.level).toBe(level);
  });
});

describe('credential stuffing', () => {
  const params = alertParamsSchemas['credential-stuffing'].parse({});
  const row: StuffingObservation = {
    accounts: 200,
    addresses: 150,
    failures: 260,
    unknownAccounts: 90,
    countries: 20,
    failuresPerAddressMax: 4,
    usualAccounts: [3, 4, 2],
    succeededAccounts: 900,
    provenAccounts: 1,
  };
  test.each<[string, Partial<StuffingObservation>, string]>([
    ['many accounts from many addresses', {}, 'alert'],
    ['one address does it', { failuresPerAddressMax: 200 }, 'ok'],
    ['as many strangers as every day', { usualAccounts: [180, 190, 20], succeededAccounts: 20_000 }, 'ok'],
    ['an attack yesterday does not hide the one today', { usualAccounts: [900, 4, 3] }, 'alert'],
    ['people at home', { accounts: 10, addresses: 10, failures: 12 }, 'ok'],
    [
      'people on the first day, when every address is new',
      { accounts: 60, addresses: 50, failures: 70, usualAccounts: [] },
      'ok',
    ],
    ['an attack in the first hour', { usualAccounts: [] }, 'warn'],
  ])('%s', (_name, change, level) => {
    expect(judgeCredentialStuffing(params, { ...row, ...change })[0]?.level).toBe(level);
  });
});

describe('MFA fatigue', () => {
  const params = alertParamsSchemas['mfa-fatigue'].parse({});
  const row: MfaFatigueObservation = {
    person: 'ada@example.com',
    denied: 3,
    noAnswer: 6,
    addresses: 1,
    topAddress: '198.51.100.7',
    knownAddress: false,
    approvedAt: null,
    firstAt,
    lastAt,
  };
  test.each<[string, Partial<MfaFatigueObservation>, string]>([
    ['prompt after prompt', {}, 'alert'],
    ['a phone in another room', { denied: 0, noAnswer: 3 }, 'ok'],
    ['a phone in another room, from where the person is known', { knownAddress: true }, 'ok'],
  ])('%s', (_name, change, level) => {
    expect(judgeMfaFatigue(params, [{ ...row, ...change }])[0]?.level).toBe(level);
  });

  test.each<[string, Partial<MfaFatigueObservation>, Record<string, string>]>([
    ['after few prompts', { denied: 0, noAnswer: 4 }, { 'auth0|ada': 'ok', 'auth0|ada|approved': 'alert' }],
    ['after a warning', { denied: 0, noAnswer: 6 }, { 'auth0|ada': 'warn', 'auth0|ada|approved': 'alert' }],
    ['after an alert', {}, { 'auth0|ada': 'alert', 'auth0|ada|approved': 'alert' }],
    ['from where the person is known', { knownAddress: true }, { 'auth0|ada': 'ok' }],
    ['after one', { denied: 1, noAnswer: 0 }, { 'auth0|ada': 'ok' }],
  ])('one that is approved at last is news of its own: %s', (_name, change, levels) => {
    const observed = [{ ...row, person: 'auth0|ada', approvedAt: lastAt, ...change }];
    const judgments = judgeMfaFatigue(params, observed);
    expect(Object.fromEntries(judgments.map(({ key, level }) => [key, level]))).toEqual(levels);
    const [approved] = judgments.filter(({ key }) => key.endsWith('|approved'));
    if (approved === undefined) return;
    expect(approved.because).toContain('and then one was approved');
    // It leads in a message about both.
    expect(approved.value).toBeGreaterThan(judgments[0]?.value ?? 0);
  });
});

describe('a lockout storm', () => {
  const params = alertParamsSchemas['lockout-storm'].parse({});
  const row: LockoutObservation = {
    lockedAccounts: 20,
    usualLockedAccounts: [1, 0, 2, 1, 0, 1, 1],
    succeededAccounts: 500,
    addresses: 12,
    topAddress: '198.51.100.7',
    topAddressAccounts: 8,
  };
  test.each<[string, Partial<LockoutObservation>, string]>([
    ['many at once', {}, 'alert'],
    ['as on other days', { usualLockedAccounts: [15, 18, 3, 2, 16, 19, 17] }, 'ok'],
    [
      'one storm in the week does not hide the next',
      { usualLockedAccounts: [90, 0, 2, 1, 0, 1, 1] },
      'alert',
    ],
    ['two people', { lockedAccounts: 2 }, 'ok'],
    ['as many as a first day has', { lockedAccounts: 13, usualLockedAccounts: [] }, 'ok'],
    ['far more than a first day has', { lockedAccounts: 40, usualLockedAccounts: [] }, 'alert'],
  ])('%s', (_name, change, level) => {
    expect(judgeLockoutStorm(params, { ...row, ...change })[0]?.level).toBe(level);
  });
});

describe('a success after failures', () => {
  const params = alertParamsSchemas['success-after-failures'].parse({});
  const row: SuccessAfterFailuresObservation = {
    person: 'ada@example.com',
    failures: 12,
    failedSince: new Date(Date.parse(lastAt) - 20 * 60_000).toISOString(),
    successAt: lastAt,
    address: '198.51.100.7',
    country: 'IS',
    newNetwork: true,
    newCountry: false,
    peopleOfAddress: 1,
  };
  test.each<[string, Partial<SuccessAfterFailuresObservation>, string]>([
    ['from a new network', {}, 'alert'],
    ['fewer, from a new country', { failures: 6, newCountry: true }, 'alert'],
    ['fewer', { failures: 6 }, 'warn'],
    ['somebody who mistypes at the usual desk', { newNetwork: false }, 'ok'],
    ['somebody who mistypes behind a shared address', { peopleOfAddress: 30 }, 'ok'],
    [
      'a phone at home that tried an old password every five minutes',
      { failures: 24, failedSince: new Date(Date.parse(lastAt) - 120 * 60_000).toISOString() },
      'ok',
    ],
    ['two wrong passwords in a hotel', { failures: 2, newCountry: true }, 'ok'],
  ])('%s', (_name, change, level) => {
    expect(judgeSuccessAfterFailures(params, [{ ...row, ...change }])[0]?.level).toBe(level);
  });

  test('the country has its name, which no abbreviation is taken for', () => {
    const [judgment] = judgeSuccessAfterFailures(params, [{ ...row, country: 'NA' }]);
    expect(judgment?.evidence).toContainEqual({ label: 'Country', value: 'Namibia', personal: false });
  });
});

describe('impossible travel', () => {
  const schema = alertParamsSchemas['impossible-travel'];
  const place = (country: string, at: string, change = {}) => ({
    country,
    address: '203.0.113.9',
    client: null,
    at,
    peopleOfAddress: 1,
    ...change,
  });
  const travel = (
    from: string,
    to: string,
    hours: number,
    usualCountries: string[] = [from],
  ): TravelObservation => ({
    person: 'ada@example.com',
    from: place(from, '2026-03-04T00:00:00Z'),
    to: place(to, new Date(Date.parse('2026-03-04T00:00:00Z') + hours * 3_600_000).toISOString()),
    usualCountries,
  });
  test.each<[string, TravelObservation, Parameters<typeof schema.parse>[0], string | undefined]>([
    ['Utrecht, and Sendai an hour later', travel('NL', 'JP', 1), {}, 'alert'],
    ['by names as Okta writes them', travel('Netherlands', 'Japan', 1), {}, 'alert'],
    ['a flight', travel('NL', 'JP', 12), {}, 'ok'],
    ['a flight over the Atlantic', travel('GB', 'US', 8), {}, 'ok'],
    ['a border nearby', travel('NL', 'BE', 0.1), {}, 'ok'],
    ['two offices that both are usual', travel('NL', 'JP', 1, ['NL', 'Japan']), {}, 'ok'],
    ['somebody new, of whom nothing is usual yet', travel('NL', 'JP', 1, []), {}, 'ok'],
    [
      'from the office, whose address many share, to somewhere strange',
      { ...travel('NL', 'JP', 1), from: place('NL', '2026-03-04T00:00:00Z', { peopleOfAddress: 400 }) },
      {},
      'alert',
    ],
    ['a country that is not known', travel('NL', 'Atlantis', 1), {}, undefined],
    [
      'a VPN’s way out that many share',
      { ...travel('NL', 'JP', 1), to: place('JP', '2026-03-04T01:00:00Z', { peopleOfAddress: 9 }) },
      {},
      'ok',
    ],
    ['a VPN on the list', travel('NL', 'JP', 1), allowed(['203.0.113.0/24']), undefined],
  ])('%s', (_name, observed, params, level) => {
    expect(judgeImpossibleTravel(schema.parse(params), [observed])[0]?.level).toBe(level);
  });

  test('somebody who does it twice is one finding', () => {
    const found = judgeImpossibleTravel(schema.parse({}), [travel('NL', 'JP', 1), travel('NL', 'BR', 1)]);
    expect(found).toHaveLength(1);
  });
});

describe('a token replay', () => {
  const params = alertParamsSchemas['token-replay'].parse({});
  const row: TokenReplayObservation = {
    app: 'Payroll',
    person: 'ada@example.com',
    errorCode: 'entra/54005',
    title: 'Authorization code was used before',
    reuses: 1,
    addresses: 1,
    strangeAddresses: 0,
    isFinding: false,
    usualReuses: 0,
    firstAt,
    lastAt,
  };
  const found = (rows: TokenReplayObservation[]) =>
    judgeTokenReplay(params, rows)
      .filter(({ level }) => level !== 'ok')
      .map(({ key, level }) => `${key} ${level}`);
  test.each<[string, Partial<TokenReplayObservation>, string[]]>([
    ['a double click', {}, []],
    [
      'from an address that is strange to the person',
      { reuses: 3, addresses: 2, strangeAddresses: 1 },
      ['Payroll|ada@example.com alert'],
    ],
    [
      'the issuer says that it was stolen',
      { isFinding: true, strangeAddresses: 1 },
      ['Payroll|ada@example.com alert'],
    ],
    ['an app that sends each code twice', { reuses: 12 }, ['Payroll alert']],
    ['an app that always did', { reuses: 12, usualReuses: 10 }, []],
  ])('%s', (_name, change, expected) => {
    expect(found([{ ...row, ...change }])).toEqual(expected);
  });

  test('what is told of a person is not told of the app again', () => {
    expect(found([{ ...row, reuses: 12, addresses: 2, strangeAddresses: 2 }])).toEqual([
      'Payroll|ada@example.com alert',
    ]);
  });

  test('an app that sends codes twice is told once, not for everybody whose phone changes its address', () => {
    const rows = [1, 2, 3, 4].map((turn) => ({
      ...row,
      person: `person${turn}@example.com`,
      ...{ reuses: 3, addresses: 2, strangeAddresses: 1 },
    }));
    expect(found(rows)).toEqual(['Payroll alert']);
  });
});
