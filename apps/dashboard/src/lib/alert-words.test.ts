import { alertParamsSchemas } from '@turnaway/contracts/alert-kinds';
import { expect, test } from 'vitest';
import { filterSentence, formatWindow, measureWords, ruleSentence } from './alert-words';

test('a rule reads as a sentence', () => {
  const given = { measure: 'failure-rate', threshold: 0.2, recoveryThreshold: 0.1, windowMinutes: 60 };
  const rule = { kind: 'threshold', params: alertParamsSchemas.threshold.parse(given) } as const;
  expect(ruleSentence({ ...rule, filter: { app: ['VPN'] } })).toBe(
    'Fires at a failure rate of 20.0% within 1 hour, where app is VPN.',
  );
  const ofEach = {
    measure: 'failures',
    threshold: 20,
    recoveryThreshold: 1,
    windowMinutes: 1,
    groupBy: 'app',
  };
  expect(
    ruleSentence({ kind: 'threshold', params: alertParamsSchemas.threshold.parse(ofEach), filter: {} }),
  ).toBe('Fires at 20 failures at one app within 1 minute, over all sign-ins.');
});

test('several values of one filter are an "or", several filters an "and"', () => {
  expect(filterSentence({ cause: ['mfa', 'consent'], app: ['(none)'] })).toBe(
    'where cause is Second factor or Consent and app is not named',
  );
  expect(filterSentence({})).toBe('over all sign-ins');
});

test('a window is said in the largest whole unit', () => {
  expect([formatWindow(15), formatWindow(60), formatWindow(90), formatWindow(1_440)]).toEqual([
    '15 minutes',
    '1 hour',
    '90 minutes',
    '24 hours',
  ]);
});

test('what an alert counts has its window in the words of its rule', () => {
  expect(measureWords('failures in 1,440 minutes')).toBe('failures in 24 hours');
  expect(measureWords('strange accounts tried in 60 minutes')).toBe('strange accounts tried in 1 hour');
  expect(measureWords('of the attempts failed in 10 minutes')).toBe('of the attempts failed in 10 minutes');
  expect(measureWords('days until it expires')).toBe('days until it expires');
});
