import { expect, test } from 'vitest';
import { entries } from '../index.js';

const shown = (all: typeof failing) => all.map(({ system, code, variant }) => [system, code, variant]);
const failing = entries().filter(({ outcome }) => outcome !== 'success' && outcome !== 'other');

test('whatever is no success has a cause', () => {
  expect(shown(failing.filter(({ cause }) => cause === null))).toEqual([]);
});

test('a success, or an event that is no sign-in, has no cause', () => {
  const calm = entries().filter(({ outcome }) => outcome === 'success' || outcome === 'other');
  expect(shown(calm.filter(({ cause }) => cause !== null))).toEqual([]);
});

test('a step expected by design is never counted as a failure', () => {
  expect(
    shown(failing.filter(({ cause, outcome }) => cause === 'expected-step' && outcome === 'failure')),
  ).toEqual([]);
});

test('a security threat always asks the security team to look', () => {
  expect(
    shown(failing.filter(({ cause, security }) => cause === 'security-threat' && security !== 'alert')),
  ).toEqual([]);
});
