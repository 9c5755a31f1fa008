import { alertRuleInputSchema, alertRuleSchema } from '@turnaway/contracts/alerts';
import { expect, test } from 'vitest';
import { draftOf, toRuleInput } from './rule-draft';

const draft = { ...draftOf(null, [{ id: 'c1' }], []), name: 'VPN' };

test('the usual values make a rule that the API takes', () => {
  expect(alertRuleInputSchema.parse(toRuleInput(draft, {}))).toMatchObject({
    params: { threshold: 50, recoveryThreshold: 25 },
  });
});

test('a rate is typed in percent and sent as a share', () => {
  const rate = { ...draft, measure: 'failure-rate', threshold: '20 %', recovery: '12,5' } as const;
  expect(toRuleInput(rate, {})).toMatchObject({
    params: { threshold: 0.2, recoveryThreshold: 0.125 },
  });
});

test('a stored rule comes back as it was typed', () => {
  const input = toRuleInput({ ...draft, measure: 'failure-rate', threshold: '7', recovery: '3' }, {});
  const stored = alertRuleSchema.parse({
    ...alertRuleInputSchema.parse(input),
    id: 'r1',
    createdAt: '',
    state: 'ok',
    stateSince: null,
    lastValue: null,
    lastKeys: 0,
    lastEvaluatedAt: null,
    lastBecause: null,
    measure: null,
    windowMinutes: null,
    threshold: null,
    recoveryThreshold: null,
    minimumAttempts: null,
  });
  expect(draftOf(stored, [], [])).toMatchObject({ threshold: '7', recovery: '3', channelIds: ['c1'] });
});

test('what is no number is left to the API to refuse', () => {
  const input = JSON.parse(JSON.stringify(toRuleInput({ ...draft, threshold: 'many' }, {})));
  expect(alertRuleInputSchema.safeParse(input).success).toBe(false);
});
