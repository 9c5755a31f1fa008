import type { CodeOverride } from '@turnaway/contracts/code-override';
import { expect, test } from 'vitest';
import { draftOf, toOverrideInput } from './override-draft';

const override: CodeOverride = {
  system: 'entra',
  code: '50126',
  variant: null,
  cause: 'security-threat',
  hints: { 'help-desk': ['Call security.', 'Keep the line.'] },
  note: 'Under attack',
  author: 'Ada',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};

test('a decision survives the form', () => {
  expect(toOverrideInput(draftOf(override))).toEqual({
    cause: 'security-threat',
    hints: { 'help-desk': ['Call security.', 'Keep the line.'] },
    note: 'Under attack',
  });
});

test('what is left alone is not decided', () => {
  expect(toOverrideInput({ ...draftOf(null), outcome: 'interrupt', note: ' a monitor ' })).toEqual({
    outcome: 'interrupt',
    note: 'a monitor',
  });
});

test('steps are lines; numbers and bullets in front of them go', () => {
  const draft = draftOf(null);
  const hints = { ...draft.hints, 'end-user': '1. Wait.\n\n - Try again.\n2026 is the year.' };
  expect(toOverrideInput({ ...draft, hints }).hints).toEqual({
    'end-user': ['Wait.', 'Try again.', '2026 is the year.'],
  });
});

test('where nothing failed there is no cause', () => {
  const input = toOverrideInput({ ...draftOf(override), outcome: 'success' });
  expect(input).not.toHaveProperty('cause');
});
