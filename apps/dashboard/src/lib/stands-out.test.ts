import type { ErrorRow } from '@turnaway/contracts/readings';
import { expect, test } from 'vitest';
import { whatStandsOut } from './stands-out';

const row: ErrorRow = {
  system: 'entra',
  code: '50126',
  variant: null,
  known: true,
  title: 'Wrong user name or password',
  outcome: 'failure',
  cause: 'user-credential',
  source: 'identity-provider',
  actor: 'end-user',
  events: 100,
  eventsBefore: 95,
  people: 40,
  apps: 3,
  topApp: 'VPN',
  firstSeenAt: '2026-11-23T08:00:00.000Z',
  lastSeenAt: '2026-11-23T11:00:00.000Z',
  isNew: false,
  state: null,
  spark: [],
};

const counts = {
  successes: 900,
  failures: 300,
  interrupts: 0,
  failureRate: 0.25,
  people: 40,
  peopleIs: 'exact' as const,
  apps: 3,
  unknownCodes: 0,
  unknownCodeEvents: 0,
};
const quiet = {
  errors: [],
  apps: null,
  summary: { counts, countsBefore: counts, isBeforeCovered: true },
  feeds: [],
};
const app = (key: string, failures: number, failuresBefore: number) => ({
  key,
  label: key,
  failures,
  failuresBefore,
  successes: 10,
  failureRate: 0.5,
  people: 1,
  share: 0.5,
});

test('an error that goes on as before does not stand out', () => {
  expect(whatStandsOut({ ...quiet, errors: [row] })).toEqual([]);
});

test('a new error says where it is and whose move it is', () => {
  const [finding] = whatStandsOut({ ...quiet, errors: [{ ...row, isNew: true, eventsBefore: 0, apps: 1 }] });
  expect(`${finding?.lead} ${finding?.rest}`).toBe(
    'New: Wrong user name or password. 100 times, all in VPN. It is the person’s move.',
  );
});

test('a code that is not in the catalog is named', () => {
  const [finding] = whatStandsOut({ ...quiet, errors: [{ ...row, known: false, code: '5000811' }] });
  expect(finding?.rest).toBe('entra/5000811, 100 times, in 3 apps, most often in VPN.');
});

test('the loudest three errors come first', () => {
  const errors = [30, 500, 60, 200].map((events) => ({
    ...row,
    code: `${events}`,
    events,
    eventsBefore: 10,
  }));
  expect(whatStandsOut({ ...quiet, errors }).map(({ key }) => key)).toEqual([
    'entra/500',
    'entra/200',
    'entra/60',
  ]);
});

test('a feed that fell silent comes before all errors, one that is switched off does not', () => {
  const feed = { id: 'f', name: 'HQ', enabled: true, silentSince: '2026-11-23T09:00:00.000Z' };
  const findings = whatStandsOut({ ...quiet, errors: [{ ...row, isNew: true }], feeds: [feed] });
  expect(findings.map(({ lead }) => lead)).toEqual(['HQ is silent.', 'New: Wrong user name or password.']);
  expect(whatStandsOut({ ...quiet, feeds: [{ ...feed, enabled: false }] })).toEqual([]);
});

test('an app that most of a rise comes from is named, with its part of the rise', () => {
  const summary = { counts, countsBefore: { ...counts, failures: 200 }, isBeforeCovered: true };
  const apps = { items: [app('Mail', 150, 140), app('VPN', 130, 46)], total: 2 };
  expect(whatStandsOut({ ...quiet, apps, summary })[0]).toMatchObject({
    lead: '84% of the rise comes from VPN.',
    rest: '130 failures there, after 46 failures.',
    about: { app: 'VPN' },
  });
  const even = { items: [app('Mail', 150, 100), app('VPN', 150, 100)], total: 2 };
  expect(whatStandsOut({ ...quiet, apps: even, summary })).toEqual([]);
});

test('in the first period ever, being new is nothing that stands out', () => {
  const none = { ...counts, successes: 0, failures: 0 };
  const errors = [{ ...row, isNew: true, eventsBefore: 0 }];
  const summary = { counts, countsBefore: none, isBeforeCovered: false };
  expect(whatStandsOut({ ...quiet, errors, summary })).toEqual([]);
});

test('against a period of which only the end was watched, nothing has risen', () => {
  const few = { ...counts, successes: 3, failures: 1 };
  const errors = [{ ...row, events: 1_364, eventsBefore: 1 }];
  const apps = { items: [app('Mail', 299, 1), app('VPN', 1, 0)], total: 2 };
  const summary = { counts, countsBefore: few, isBeforeCovered: false };
  expect(whatStandsOut({ ...quiet, errors, apps, summary })).toEqual([]);
  expect(whatStandsOut({ ...quiet, errors, summary: { ...summary, isBeforeCovered: true } })).toHaveLength(1);
});
