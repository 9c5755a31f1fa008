import type { Alert } from '@turnaway/contracts/alerts';
import { expect, test } from 'vitest';
import { filterOfAlert } from './alert-filter';

const nothing: Alert['about'] = { system: null, errorCode: null, cause: null, source: null, app: null };
const of = (kind: Alert['kind'], key: string | null, about: Partial<Alert['about']> = {}) =>
  filterOfAlert(
    { system: ['entra'] },
    { kind, key, label: key, personal: false, about: { ...nothing, ...about } },
  );
const ofPersonal = (kind: Alert['kind'], key: string | null, label: string | null, app: string | null) =>
  filterOfAlert({ system: ['entra'] }, { kind, key, label, personal: true, about: { ...nothing, app } });

test('an alert about one app and code shows the sign-ins of these alone', () => {
  const about = { app: 'Invoice Export', errorCode: 'entra/7000222', cause: 'client-credential' };
  expect(of('app-credential', 'Invoice Export|entra/7000222', about)).toEqual({
    system: ['entra'],
    app: ['Invoice Export'],
    code: ['entra/7000222'],
  });
});

test('an alert about everything, and one whose key is withheld, show all that the rule looks at', () => {
  expect(of('baseline', 'all', { app: 'Payroll' })).toEqual({ system: ['entra'] });
  expect(ofPersonal('brute-force', null, null, null)).toEqual({ system: ['entra'] });
});

const person = 'person~7F3A-19C2~QUJD';

test.each([
  ['brute-force', 'ana@example.com', 'ana@example.com', null, { user: ['ana@example.com'] }],
  ['mfa-fatigue', 'ana@example.com|approved', 'ana@example.com', null, { user: ['ana@example.com'] }],
  ['mfa-fatigue', 'person~0000-0000~AAAA', person, null, { user: [person] }],
  ['token-replay', 'person~0000-0000~AAAA', person, 'Payroll', { app: ['Payroll'], user: [person] }],
  ['token-replay', null, null, 'Payroll', { app: ['Payroll'] }],
  ['password-spray', 'network|192.0.2.0/24', '192.0.2.1', null, { ip: ['192.0.2.1'] }],
  ['password-spray', 'network|192.0.2.0/24', '192.0.2.0/24', null, {}],
  ['password-spray', 'network~0000-0000~AAAA', 'network~7F3A-19C2~QUJD', null, {}],
] as const)(
  'an alert of the kind %s that names somebody by %s is narrowed to whom it shows',
  (kind, key, label, app, filter) => {
    expect(ofPersonal(kind, key, label, app)).toEqual({ system: ['entra'], ...filter });
  },
);

test.each([
  ['password-spray', 'client|curl', {}, { client: ['curl'] }],
  ['token-replay', 'Payroll', { app: 'Payroll' }, { app: ['Payroll'] }],
  ['feed-silent', 'feed-1|late', {}, { feed: ['feed-1'] }],
] as const)('an alert of the kind %s about %s is narrowed to it', (kind, key, about, filter) => {
  expect(of(kind, key, about)).toEqual({ system: ['entra'], ...filter });
});

test('trouble of a provider shows what that part of it issued', () => {
  const about = { system: 'okta', source: 'factor-provider', cause: 'service-fault' };
  expect(of('provider-trouble', 'okta|factor-provider', about)).toEqual({
    system: ['okta'],
    source: ['factor-provider'],
    cause: ['service-fault'],
  });
});
