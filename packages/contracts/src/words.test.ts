import { expect, test } from 'vitest';
import { systemLabel } from './words.js';

test.each([
  ['entra', 'Microsoft Entra ID'],
  ['auth0', 'Auth0'],
  ['active-directory', 'Active Directory'],
  ['some-new-system', 'Some New System'],
])('%s is called %s', (system, name) => {
  expect(systemLabel(system)).toBe(name);
});
