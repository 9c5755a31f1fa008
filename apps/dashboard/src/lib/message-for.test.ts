import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import { expect, test } from 'vitest';
import { messageFor } from './message-for';

const entry: CatalogEntry = {
  system: 'entra',
  code: '50126',
  variant: null,
  name: 'InvalidUserNameOrPassword',
  aliases: [],
  reason: 'wrong-password',
  title: 'Wrong user name or password',
  summary: 'The name or the password is not right.',
  outcome: 'failure',
  cause: 'user-credential',
  source: 'identity-provider',
  actor: 'end-user',
  retry: 'after-user',
  severity: 'low',
  security: 'context',
  credentialProven: 'no',
  hints: { 'end-user': ['Type it again.'], 'help-desk': ['Ask which name.', 'Reset it.'] },
  notes: [],
  references: [],
  confidence: 'doc',
  verified: '2026-01-02',
  when: null,
};

test('the caller gets plain words, without our taxonomy', () => {
  const text = messageFor(entry, 'end-user', 'r-1');
  expect(text).toContain('1. Type it again.');
  expect(text).not.toMatch(/Cause|identity provider/);
});

test('a ticket holds the code, whose move it is, the request id and the numbered steps', () => {
  const text = messageFor(entry, 'help-desk', 'r-1');
  for (const part of ['entra/50126', 'Whose move: the person', 'Request id: r-1', '2. Reset it.']) {
    expect(text).toContain(part);
  }
});

test('an expected prompt is not called a failure, and no steps leave no gap', () => {
  const text = messageFor({ ...entry, outcome: 'interrupt', hints: {} }, 'end-user', null);
  expect(text).toBe(
    'Your sign-in is waiting for one more step: Wrong user name or password.\n\nError code: 50126',
  );
});

test('a ticket says what no source confirms', () => {
  expect(messageFor({ ...entry, confidence: 'recalled' }, 'help-desk', null)).toContain('Not confirmed');
});
