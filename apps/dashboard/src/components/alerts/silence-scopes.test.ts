import { expect, test } from 'vitest';
import { silenceScopes } from './silence-scopes';

const about = { system: 'entra', errorCode: null, cause: null, source: null, app: 'Payroll' };
const leading = { system: 'entra', code: '53003', cause: 'access-policy' } as const;

test('an alert about one app is kept quiet at that app, unless more is chosen', () => {
  expect(silenceScopes({ ruleId: 'r1', key: 'Payroll', about }, leading)).toEqual([
    { label: 'This rule at Payroll', matchers: { ruleId: ['r1'], app: ['Payroll'] } },
    { label: 'This rule', matchers: { ruleId: ['r1'] } },
    { label: 'Code entra/53003', matchers: { code: ['entra/53003'] } },
    { label: 'Cause Access policy', matchers: { cause: ['access-policy'] } },
  ]);
});

test('an alert over all sign-ins is kept quiet by its rule, whichever app led', () => {
  const [first] = silenceScopes({ ruleId: 'r1', key: 'all', about }, undefined);
  expect(first).toEqual({ label: 'This rule', matchers: { ruleId: ['r1'] } });
});

test('an alert about a code at an app is named by both', () => {
  const [first] = silenceScopes(
    { ruleId: 'r1', key: 'k', about: { ...about, errorCode: 'entra/53003' } },
    undefined,
  );
  expect(first?.label).toBe('This rule for entra/53003 at Payroll');
  expect(first?.matchers).toEqual({ ruleId: ['r1'], code: ['entra/53003'], app: ['Payroll'] });
});
