import { expect, test } from 'vitest';
import { catalogHref, overridePath, seenHref } from './catalog-links';

test('a code that holds slashes and blanks has an address of its own', () => {
  const code = { system: 'saml', code: 'urn:a/b c', variant: null };
  expect(catalogHref(code)).toBe('/catalog/saml/urn%3Aa%2Fb%20c');
});

test('a variant stands behind its code', () => {
  const code = { system: 'entra', code: '50053', variant: 'malicious-ip' };
  expect(seenHref(code)).toBe('/errors/entra/50053?variant=malicious-ip&range=30d');
  expect(overridePath(code)).toBe('/api/code-overrides/entra/50053?variant=malicious-ip');
});
