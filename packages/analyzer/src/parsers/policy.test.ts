import { expect, test } from 'vitest';
import { analyzeText } from '../testing.js';

const policiesOf = (record: object) => analyzeText(JSON.stringify(record)).events[0]?.event.policies;

const entra = (errorCode: number, policies: object[]) => ({
  id: 'f1e0c1de-0000-4000-8000-000000000001',
  createdDateTime: '2026-01-31T08:00:00Z',
  userPrincipalName: 'ann@example.com',
  appDisplayName: 'Payroll',
  appId: 'payroll',
  isInteractive: true,
  status: { errorCode },
  appliedConditionalAccessPolicies: policies,
});

test('Entra: the policies that were not met are named, each once, and none that only reports or was met', () => {
  const policies = [
    { displayName: 'Require MFA', result: 'success' },
    { displayName: 'Managed devices only', result: 'failure' },
    { displayName: 'Block old clients', result: 'failure' },
    { displayName: 'Block old clients', result: 'failure' },
    { displayName: 'A trial', result: 'reportOnlyFailure' },
  ];
  expect(policiesOf(entra(53000, policies))).toEqual(['Managed devices only', 'Block old clients']);
  expect(policiesOf(entra(0, policies))).toBeUndefined();
  expect(policiesOf(entra(50126, []))).toBeUndefined();
});

test('Okta: an evaluation that denies names the policy and its rule', () => {
  const denied = {
    uuid: 'f1e0c1de-0000-11f0-8000-000000000002',
    published: '2026-01-31T08:00:00.000Z',
    eventType: 'policy.evaluate_sign_on',
    displayMessage: 'Evaluation of sign-on policy',
    outcome: { result: 'DENY', reason: 'Sign-on policy evaluation resulted in DENY' },
    actor: { id: '00u1', type: 'User', alternateId: 'ann@example.com', displayName: 'Ann' },
    target: [
      { id: '00p1', type: 'PolicyEntity', displayName: 'Contractors' },
      { id: '0pr1', type: 'PolicyRule', displayName: 'Outside the office' },
    ],
  };
  expect(policiesOf(denied)).toEqual(['Contractors: Outside the office']);
});
