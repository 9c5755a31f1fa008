import { expect, test } from 'vitest';
import { problemsOf } from '../testing.js';
import { textsWellFormed } from './texts-well-formed.js';

const sentence = 'What was typed is not the password that the account has.';

test.each([
  [{ title: 'A title.' }, 'ends with a period'],
  [{ title: 'Short' }, 'has 5 characters'],
  [{ title: 'Long '.repeat(15).trim() }, 'has 74 characters'],
  [{ summary: 'Too short.' }, 'has 10 characters'],
  [{ summary: sentence.slice(0, -1) }, 'does not end with a period'],
  [{ summary: `${sentence} And so...` }, 'trails off'],
  [{ summary: `${sentence}  Two blanks.` }, 'two blanks'],
  [{ summary: `The user {name} has typed it. ${sentence}` }, 'markup or a placeholder'],
  [{ summary: `The user %s has typed it. ${sentence}` }, 'a placeholder'],
  [{ hints: { 'end-user': ['Open `settings` and look.'] } }, 'markup'],
  [{ hints: { 'help-desk': ['Look at https://example.com for help.'] } }, 'holds an address'],
  [{ notes: ['No.'] }, 'has 3 characters'],
])('%j is found', (own, problem) => {
  expect(problemsOf(textsWellFormed, { codes: [{ code: '1', ...own }] })).toContainEqual(
    expect.stringContaining(problem),
  );
});

test('plain texts are not', () => {
  const hints = { 'tenant-admin': ['In Admin Console > Reports > System Log, look for the event.'] };
  expect(problemsOf(textsWellFormed, { codes: [{ code: '1', summary: sentence, hints }] })).toEqual([]);
});
