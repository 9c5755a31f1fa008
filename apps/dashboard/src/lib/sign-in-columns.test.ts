import { expect, test } from 'vitest';
import { fileFieldsOf, readSignInColumns, toggleSignInColumn, usualSignInColumns } from './sign-in-columns';

test('columns are shown in one order, each once, and unknown names are left out', () => {
  expect(readSignInColumns('client,user,nonsense,client')).toEqual(['user', 'client']);
});

test('a choice that names no column is no choice', () => {
  for (const text of [undefined, '', 'nonsense', 'constructor']) expect(readSignInColumns(text)).toBeNull();
});

test('a column that is chosen twice is as it was', () => {
  const more = readSignInColumns(toggleSignInColumn(usualSignInColumns, 'device'));
  expect(more).toEqual([...usualSignInColumns, 'device']);
  expect(toggleSignInColumn(more ?? [], 'device')).toBe(usualSignInColumns.join(','));
});

test('a file of chosen columns has the time and nothing that was not chosen', () => {
  expect([...fileFieldsOf(['app', 'country'])]).toEqual(['occurred_at', 'app', 'app_id', 'country']);
});
