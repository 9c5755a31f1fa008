import type { CatalogEntry, Explanation } from '@turnaway/contracts/catalog-entry';
import { describe, expect, it } from 'vitest';
import { formatExplanation } from './format-explanation.js';
import { wrapText } from './wrap-text.js';

const entry: CatalogEntry = {
  system: 'entra',
  code: '50126',
  variant: null,
  name: 'InvalidUserNameOrPassword',
  aliases: [],
  reason: 'wrong-password',
  title: 'Wrong user name or password',
  summary: 'What was typed does not match an account of the directory. '.repeat(4).trim(),
  outcome: 'failure',
  cause: 'user-credential',
  source: 'identity-provider',
  actor: 'end-user',
  retry: 'after-user',
  severity: 'low',
  security: 'context',
  credentialProven: 'no',
  hints: { 'help-desk': ['Ask when the password was changed.'], 'end-user': ['Type it again.', 'Reset it.'] },
  notes: ['Many accounts from one address are a spray.'],
  references: [{ title: 'Error codes', url: 'https://example.com/codes' }],
  confidence: 'doc',
  verified: '2026-01-02',
  when: null,
};
const explanation: Explanation = {
  entry,
  match: 'code',
  matched: 'AADSTS50126',
  why: 'The text holds the code AADSTS50126.',
  certainty: 0.98,
  variants: [{ ...entry, code: '50053', variant: 'malicious-ip', title: 'Blocked address' }],
};

describe('formatExplanation', () => {
  it('says what it is, why, whose move it is, what to do and how sure that is', () => {
    const text = formatExplanation(explanation, 80);
    for (const part of [
      'Wrong user name or password',
      'entra/50126 InvalidUserNameOrPassword (Microsoft Entra ID)',
      'Outcome      Failure',
      'Cause        Wrong credential',
      'Source       identity provider',
      'Whose move   the person',
      'Try again    yes, once the person has done their part',
      '98 %. The text holds the code AADSTS50126.',
      'Known from',
      'Person signing in:\n  1. Type it again.\n  2. Reset it.',
      'Help desk:\n  1. Ask when',
      'entra/50053#malicious-ip: Blocked address',
      'Error codes: https://example.com/codes',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('UNCONFIRMED');
  });

  it('marks what no source confirms', () => {
    const recalled = { ...explanation, entry: { ...entry, confidence: 'recalled' as const } };
    expect(formatExplanation(recalled, 80)).toContain('UNCONFIRMED');
  });

  it.each([40, 60, 100])('keeps to a terminal of %i columns', (width) => {
    const long = formatExplanation(explanation, width)
      .split('\n')
      .filter((line) => line.length > width);
    // A name or an address is not broken.
    for (const line of long) expect(line.trim().split(' ').length).toBeLessThanOrEqual(2);
  });
});

describe('wrapText', () => {
  it('breaks at blanks and indents what follows', () => {
    expect(wrapText('one two three four', 10, { first: '- ', rest: '  ' })).toEqual([
      '- one two',
      '  three',
      '  four',
    ]);
    expect(wrapText('', 10)).toEqual(['']);
  });
});
