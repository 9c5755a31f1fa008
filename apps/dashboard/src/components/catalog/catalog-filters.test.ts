import { expect, test } from 'vitest';
import { catalogListHref, readCatalogView } from './catalog-filters';

test('the address is read and written alike', () => {
  const view = { q: 'locked out', system: 'okta', cause: 'account-state' };
  expect(catalogListHref(view)).toBe('/catalog?q=locked+out&system=okta&cause=account-state');
  expect(readCatalogView(view)).toEqual(view);
});

test('a word that is no cause is left out', () => {
  expect(readCatalogView({ cause: 'gremlins', q: '  ', reason: 'wrong-password' })).toEqual({
    reason: 'wrong-password',
  });
});

test('a filter is changed or taken away, and the rest stays', () => {
  const view = { system: 'okta', cause: 'mfa' };
  expect(catalogListHref(view, { cause: undefined })).toBe('/catalog?system=okta');
  expect(catalogListHref({}, { system: undefined })).toBe('/catalog');
});
