import { expect, test } from 'vitest';
import { problemsOf } from '../testing.js';
import { stepsFitSystem } from './steps-fit-system.js';

const reasons = {
  'wrong-password': {
    hints: { 'end-user': ['Type it again.'] },
    forKinds: { 'web-page': { 'end-user': ['Clear the cookies of the page.'] }, cloud: {} },
  },
};

test('a step for web pages is left out where there is none, and stays where there is one', () => {
  expect(problemsOf(stepsFitSystem, { reasons })).toEqual([]);
  expect(problemsOf(stepsFitSystem, { reasons, kinds: ['web-page'] })).toEqual([]);
});

test('a general step about cookies or a status page is found where it does not fit', () => {
  const hints = { 'help-desk': ['Look at the status page.', 'Clear the cookies.'] };
  const problems = problemsOf(stepsFitSystem, { codes: [{ code: '1', hints }], kinds: ['cloud'] });
  expect(problems).toEqual(['1: a step is for systems of the kind web-page alone: Clear the cookies.']);
});
