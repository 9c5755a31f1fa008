import { expect, test } from 'vitest';
import { kindNamedBy } from './named-kind.js';

test.each([
  ['ana@example.com', 'person'],
  ['CORP\\ana/admin', 'person'],
  ['192.0.2.1', 'address'],
  ['2001:db8::1', 'address'],
  ['192.0.2.0/24', 'network'],
  ['2001:db8:1:2::/64', 'network'],
  ['network~7F3A-19C2~QUJD', 'network'],
  ['address~7F3A-19C2~QUJD', 'address'],
])('%s names a kind of thing: %s', (text, kind) => {
  expect(kindNamedBy(text)).toBe(kind);
});
