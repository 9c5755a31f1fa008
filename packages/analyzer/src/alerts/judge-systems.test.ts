import { alertParamsSchemas } from '@turnaway/contracts/alert-kinds';
import type {
  AppCredentialObservation,
  FeedObservation,
  ProviderObservation,
  RejectsObservation,
} from '@turnaway/contracts/alert-observations';
import { describe, expect, test } from 'vitest';
import { judgeAppCredential } from './judge-app-credential.js';
import { judgeFeedSilent, judgeRejects } from './judge-feeds.js';
import { judgeProviderTrouble } from './judge-provider-trouble.js';

// A Wednesday.
const now = new Date('2026-03-04T12:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();

describe('provider trouble', () => {
  const params = alertParamsSchemas['provider-trouble'].parse({});
  const provider: ProviderObservation = {
    system: 'entra',
    source: 'identity-provider',
    label: 'Entra ID',
    failures: 60,
    attempts: 100,
    appsHit: 5,
    appsSeen: 6,
    people: 40,
    usualShare: 0.001,
    codes: ['entra/90033'],
  };
  test.each<[string, Partial<ProviderObservation>, string]>([
    ['most fail, across apps', {}, 'alert'],
    ['some fail', { failures: 10 }, 'warn'],
    ['one app alone of several', { appsHit: 1 }, 'ok'],
    ['the only app there is', { appsHit: 1, appsSeen: 1 }, 'alert'],
    ['too few to tell', { failures: 3, attempts: 4 }, 'ok'],
    ['as many as usual', { failures: 10, usualShare: 0.08 }, 'ok'],
  ])('%s', (_name, change, level) => {
    expect(judgeProviderTrouble(params, [{ ...provider, ...change }])[0]?.level).toBe(level);
  });

  test('it says whose trouble it is', () => {
    expect(judgeProviderTrouble(params, [provider])[0]?.because).toContain('it is them, not us');
    const because = (usualShare: number | null) =>
      judgeProviderTrouble(params, [{ ...provider, usualShare }])[0]?.because;
    expect(because(0.002)).toMatch(/ Usual is 0\.2%\.$/);
    expect(because(0)).toMatch(/ Usual is none\.$/);
    expect(because(null)).toMatch(/ Usual is not known yet\.$/);
  });
});

describe('an app credential', () => {
  const params = alertParamsSchemas['app-credential'].parse({});
  const app: AppCredentialObservation = {
    app: 'Invoice Export',
    errorCode: 'entra/7000215',
    title: 'Client secret is wrong',
    expired: false,
    failures: 6,
    failuresSinceSuccess: 6,
    firstSeenAt: ago(60),
    lastFailureAt: ago(5),
    lastSuccessAt: null,
    expiresAt: null,
    credential: null,
  };
  const expired = { errorCode: 'entra/7000222', expired: true };
  test.each<[string, Partial<AppCredentialObservation>, string]>([
    ['refused again and again', {}, 'alert'],
    ['refused once among successes', { failures: 1, failuresSinceSuccess: 1 }, 'ok'],
    ['has signed in since', { failuresSinceSuccess: 0 }, 'ok'],
    ['expired', { ...expired, failures: 2, failuresSinceSuccess: 2 }, 'alert'],
    ['expired in one of two instances', { ...expired, failures: 9, failuresSinceSuccess: 0 }, 'alert'],
    [
      'expired, and exchanged hours ago',
      { ...expired, failures: 9, failuresSinceSuccess: 0, lastFailureAt: ago(180) },
      'ok',
    ],
    ['expires in a year', { errorCode: null, expiresAt: '2027-03-04T00:00:00Z' }, 'ok'],
    ['expires in three weeks', { errorCode: null, expiresAt: '2026-03-25T00:00:00Z' }, 'warn'],
    ['expires in three days', { errorCode: null, expiresAt: '2026-03-07T00:00:00Z' }, 'alert'],
  ])('%s', (_name, change, level) => {
    expect(judgeAppCredential(params, [{ ...app, ...change }], now)[0]?.level).toBe(level);
  });
});

describe('a feed', () => {
  const params = alertParamsSchemas['feed-silent'].parse({});
  const hours = (eventsAt: (hour: number) => number) =>
    Array.from({ length: 28 * 24 }, (_, index) => {
      const at = new Date(now.getTime() - (index + 1) * 3_600_000);
      return { at: at.toISOString(), minutes: 60, events: eventsAt(at.getUTCHours()) };
    });
  const feed: FeedObservation = {
    feedId: 'f1',
    name: 'Entra',
    newestEventAt: ago(45),
    newestBatchAt: ago(45),
    lagMinutes: null,
    usualLagMinutes: 3,
    history: hours(() => 100),
    learnedSince: '2026-02-01T00:00:00Z',
  };
  const findings = (change: Partial<FeedObservation>) =>
    judgeFeedSilent(params, [{ ...feed, ...change }], now)
      .filter(({ level }) => level !== 'ok')
      .map(({ key, level }) => `${key} ${level}`);
  test.each<[string, Partial<FeedObservation>, string[]]>([
    ['is silent where 75 events are usual', {}, ['f1|silent warn']],
    ['is silent where 120 events are usual', { newestBatchAt: ago(72) }, ['f1|silent alert']],
    ['is silent for a moment', { newestBatchAt: ago(10) }, []],
    [
      'is silent for hours that are always silent',
      { newestBatchAt: ago(600), history: hours((hour) => (hour > 13 ? 100 : 0)) },
      [],
    ],
    ['is young and silent', { learnedSince: ago(600), newestBatchAt: ago(300) }, []],
    [
      'is young and silent for a day',
      { learnedSince: ago(2_880), newestBatchAt: ago(1_440) },
      ['f1|silent alert'],
    ],
    [
      'brings events hours late',
      { newestBatchAt: ago(1), newestEventAt: ago(301), lagMinutes: 300 },
      ['f1|late alert'],
    ],
    [
      'is always an hour late',
      { newestBatchAt: ago(1), newestEventAt: ago(71), lagMinutes: 70, usualLagMinutes: 60 },
      [],
    ],
    [
      'brings a month of old events beside what is new',
      { newestBatchAt: ago(1), newestEventAt: ago(2), lagMinutes: 20_000 },
      [],
    ],
    [
      'begins with old events',
      { newestBatchAt: ago(1), newestEventAt: ago(9_000), lagMinutes: 20_000, usualLagMinutes: null },
      [],
    ],
  ])('%s', (_name, change, expected) => {
    expect(findings(change)).toEqual(expected);
  });

  describe('that brings nothing at night and on weekends', () => {
    const saturday = new Date('2026-03-07T11:00:00Z');
    const officeHours = (since: string) =>
      Array.from({ length: 28 * 24 }, (_, index) => {
        const at = new Date(saturday.getTime() - (index + 1) * 3_600_000);
        const isOn = ![0, 6].includes(at.getUTCDay()) && at.getUTCHours() >= 6 && at.getUTCHours() < 20;
        return { at: at.toISOString(), minutes: 60, events: isOn && at >= new Date(since) ? 100 : 0 };
      });
    test.each([
      ['first', '2026-03-03T06:00:00Z'],
      ['second', '2026-02-24T06:00:00Z'],
      ['fourth', '2026-02-10T06:00:00Z'],
    ])('is not silent on its %s Saturday', (_name, learnedSince) => {
      const row = {
        ...{ ...feed, learnedSince, history: officeHours(learnedSince) },
        ...{ newestEventAt: '2026-03-06T19:59:00Z', newestBatchAt: '2026-03-06T19:59:00Z' },
      };
      expect(judgeFeedSilent(params, [row], saturday).map(({ level }) => level)).toEqual(['ok']);
    });
  });

  test('is not silent when a phone that made most of it for two days has stopped', () => {
    const history = Array.from({ length: 28 * 24 }, (_, index) => {
      const at = new Date(now.getTime() - (index + 1) * 3_600_000);
      const isPhone = index >= 24 && index < 72;
      return { at: at.toISOString(), minutes: 60, events: isPhone ? 12 : 1 };
    });
    const quiet = { history, newestEventAt: ago(240), newestBatchAt: ago(240), learnedSince: ago(8 * 1_440) };
    expect(findings(quiet)).toEqual([]);
  });
});

describe('rejects', () => {
  const params = alertParamsSchemas.rejects.parse({});
  const row: RejectsObservation = {
    feedId: 'f1',
    name: 'Entra',
    records: 100,
    rejected: 30,
    reasons: [{ reason: 'not_json', records: 30 }],
    usualRecords: 10_000,
    usualRejected: 10,
  };
  test.each<[string, Partial<RejectsObservation>, string]>([
    ['many of them', {}, 'alert'],
    ['a tenth', { rejected: 10 }, 'warn'],
    ['a handful', { records: 9, rejected: 9 }, 'ok'],
    ['as many as always', { usualRejected: 2_500 }, 'ok'],
  ])('%s', (_name, change, level) => {
    expect(judgeRejects(params, [{ ...row, ...change }])[0]?.level).toBe(level);
  });

  test.each<[string, Partial<RejectsObservation>, string, number | null]>([
    ['known', {}, '30% of 100 records could not be read; 0.1% is usual.', 0.001],
    [
      'not known of a feed that is new',
      { usualRecords: 0, usualRejected: 0 },
      '30% of 100 records could not be read; what is usual is not known yet.',
      null,
    ],
    [
      'not looked up for a handful',
      { rejected: 1, usualRecords: 0, usualRejected: 0 },
      '1% of 100 records could not be read.',
      null,
    ],
  ])('what is usual is said where it is %s', (_name, change, because, usual) => {
    expect(judgeRejects(params, [{ ...row, ...change }])[0]).toMatchObject({ because, usual });
  });

  test('why they could not be read is said in words', () => {
    expect(judgeRejects(params, [row])[0]?.evidence).toEqual([
      { label: 'Not JSON', value: 30, personal: false },
    ]);
  });
});
