import { expect, test } from 'vitest';
import { problemsOf } from '../testing.js';
import { reasonsNameKnownSystems } from './reasons-name-known-systems.js';

test('steps for a system that is not there are found', () => {
  const hints = { 'end-user': ['Try again.'] };
  const sample = {
    reasons: { odd: { systems: { sample: hints, smaple: hints } } },
    files: [{ folder: 'systems' as const, name: 'sample', text: '' }],
  };
  expect(problemsOf(reasonsNameKnownSystems, sample)).toEqual([
    'reasons/odd: systems.smaple: no such system',
  ]);
});
