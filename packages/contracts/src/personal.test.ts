import { expect, test } from 'vitest';
import { readPseudonym, shownName } from './personal.js';

test('a pseudonym is short on screen, and a name stays as it is', () => {
  expect(shownName('person~7F3A-19C2~QUJD')).toBe('person 7F3A-19C2');
  expect(shownName('address~0001-FFFF~a_-9')).toBe('address 0001-FFFF');
  for (const name of ['alice@example.com', 'person~7f3a-19c2~QUJD', 'person~7F3A-19C2~', '2001:db8::1']) {
    expect(shownName(name)).toBe(name);
    expect(readPseudonym(name)).toBeNull();
  }
});
