import { readPseudonym } from '@turnaway/contracts';
import { expect, test } from 'vitest';
import { createPseudonyms } from './pseudonyms.js';

const secret = 'a secret for tests, of more than thirty-two characters';
const here = createPseudonyms(secret, 'default');

test.each([
  ['person', 'alice@example.com'],
  ['person', 'Zoë Ångström'],
  ['person', 'x'.repeat(256)],
  ['address', '2001:db8::7'],
] as const)('a %s keeps one pseudonym, which the server can read back', (kind, text) => {
  const pseudonym = here.hide(kind, text);
  expect(here.hide(kind, text)).toBe(pseudonym);
  expect(createPseudonyms(secret, 'default').hide(kind, text)).toBe(pseudonym);
  expect(pseudonym).not.toContain(text);
  expect(readPseudonym(pseudonym)?.kind).toBe(kind);
  expect(pseudonym.length).toBeLessThanOrEqual(1_024);
  expect(here.reveal(pseudonym)).toEqual({ kind, value: text });
});

test('no two names, kinds, workspaces or secrets share a pseudonym', () => {
  const all = [
    here.hide('person', 'alice'),
    here.hide('person', 'alicf'),
    here.hide('address', 'alice'),
    createPseudonyms(secret, 'other').hide('person', 'alice'),
    createPseudonyms(`${secret}!`, 'default').hide('person', 'alice'),
  ];
  expect(new Set(all.map((pseudonym) => pseudonym.split('~')[2])).size).toBe(all.length);
});

test('what was altered, moved to another kind or made elsewhere stands for nobody', () => {
  const pseudonym = here.hide('person', 'alice@example.com');
  const [kind, short, rest = ''] = pseudonym.split('~');
  for (const forged of [
    `address~${short}~${rest}`,
    `${kind}~0000-0000~${rest}`,
    `${kind}~${short}~${rest.slice(1)}`,
    `${kind}~${short}~A`,
    'alice@example.com',
    createPseudonyms(secret, 'other').hide('person', 'alice@example.com'),
  ]) {
    expect(here.reveal(forged), forged).toBeNull();
  }
});
