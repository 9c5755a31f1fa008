import type { WorkspaceEntry } from '@turnaway/contracts/code-override';
import { expect, test } from 'vitest';
import { isSearch, type PaletteFindings, paletteItems } from './palette-items';

function entry(code: string, title: string): WorkspaceEntry {
  return {
    system: 'entra',
    code,
    variant: null,
    name: null,
    aliases: [],
    reason: 'wrong-password',
    title,
    summary: '',
    outcome: 'failure',
    cause: 'user-credential',
    source: 'identity-provider',
    actor: 'end-user',
    retry: 'after-user',
    severity: 'low',
    security: 'none',
    credentialProven: 'no',
    hints: {},
    notes: [],
    references: [],
    confidence: 'doc',
    verified: null,
    when: null,
    override: null,
  };
}
const nothing: PaletteFindings = { explained: null, entries: [], seen: null };
const wrong = entry('50126', 'Wrong password');
const found: PaletteFindings = {
  explained: {
    explanations: [
      { entry: wrong, match: 'code', matched: '50126', why: 'The code.', certainty: 0.9, variants: [] },
    ],
    nearest: [],
    details: [],
    unknownCodes: [],
  },
  entries: [wrong, entry('50055', 'Password expired')],
  seen: new Map([['entra/50126', 12]]),
};

test('with nothing typed all pages are offered, with the filters that go along', () => {
  const items = paletteItems('', nothing, '?system=okta');
  expect(items.find(({ label }) => label === 'Errors')?.href).toBe('/errors?system=okta');
  expect(items.find(({ label }) => label === 'Settings')?.href).toBe('/settings');
});

test('a page is found by the beginning of any of its words', () => {
  expect(paletteItems('cod', nothing, '')[0]).toMatchObject({ label: 'Unknown codes' });
  expect(paletteItems('sign-ins', nothing, '')[0]).toMatchObject({ label: 'Sign-ins' });
});

test('a code that is met here leads to its error page, and stands once', () => {
  const items = paletteItems('50126', found, '');
  expect(items.map(({ group, code }) => [group, code])).toEqual([
    ['Answers', 'entra/50126'],
    ['In the catalog', 'entra/50055'],
    ['More', undefined],
    ['More', undefined],
  ]);
  expect(items[0]).toMatchObject({ href: '/errors/entra/50126?range=30d', aside: 'Sure · seen 12 times' });
});

test('a code that is not met here leads to the catalog', () => {
  expect(paletteItems('50126', { ...found, seen: new Map() }, '')[0]?.href).toBe('/catalog/entra/50126');
});

test('a pasted message is explained, and never put into an address', () => {
  const message = 'AADSTS50126 for ada@example.com';
  expect(isSearch(message)).toBe(false);
  const items = paletteItems(message, nothing, '');
  expect(items).toEqual([expect.objectContaining({ href: '/explain', handover: message })]);
});
