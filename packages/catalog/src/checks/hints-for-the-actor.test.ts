import { expect, test } from 'vitest';
import { problemsOf } from '../testing.js';
import { hintsForTheActor } from './hints-for-the-actor.js';

test('whoever has the next move and finds nothing to do is found', () => {
  expect(problemsOf(hintsForTheActor, { codes: [{ code: '1', actor: 'app-developer' }] })).toEqual([
    '1: whose move: app-developer, but there is no hint for them',
  ]);
  expect(problemsOf(hintsForTheActor, { codes: [{ code: '1', actor: 'nobody' }] })).toEqual([]);
});

test('an entry that tells nobody what to do is found, unless it is a success', () => {
  const reasons = { silent: { hints: {} } };
  const at = (own: object) =>
    problemsOf(hintsForTheActor, {
      reasons,
      codes: [{ code: '1', reason: 'silent', actor: 'nobody', ...own }],
    });
  expect(at({})).toEqual(['1: says nobody what to do']);
  expect(at({ outcome: 'success' })).toEqual([]);
});
