import type { Alert } from '@turnaway/contracts/alerts';
import { expect, test } from 'vitest';
import { filterOfAlert } from './alert-filter';

const nothing: Alert['about'] = { system: null, errorCode: null, cause: null, source: null, app: null };
const of = (kind: Alert['kind'], key: string | null, about: Partial<Alert['about']> = {}, label = key) =>
  filterOfAlert({ system: ['entra'] }, { kind, key, label, about: { ...nothing, ...about } });

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
  expect(of('brute-force', null)).toEqual({ system: ['entra'] });
});

test.each([
  ['brute-force', 'ana@example.com', 'ana@example.com', { user: ['ana@example.com'] }],
  ['password-spray', 'network|192.0.2.0/24', '192.0.2.1', { ip: ['192.0.2.1'] }],
  ['password-spray', 'network|192.0.2.0/24', '192.0.2.0/24', {}],
  ['password-spray', 'client|curl', 'curl', { client: ['curl'] }],
  ['token-replay', 'Payroll|ana@example.com', '', { app: ['Payroll'], user: ['ana@example.com'] }],
  ['token-replay', 'Payroll', 'Payroll', { app: ['Payroll'] }],
  ['feed-silent', 'feed-1|late', 'Entra', { feed: ['feed-1'] }],
] as const)('an alert of the kind %s about %s is narrowed to it', (kind, key, label, filter) => {
  expect(of(kind, key, {}, label)).toEqual({ system: ['entra'], ...filter });
});

test('trouble of a provider shows what that part of it issued', () => {
  const about = { system: 'okta', source: 'factor-provider', cause: 'service-fault' };
  expect(of('provider-trouble', 'okta|factor-provider', about)).toEqual({
    system: ['okta'],
    source: ['factor-provider'],
    cause: ['service-fault'],
  });
});
