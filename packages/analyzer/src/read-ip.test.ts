import { expect, test } from 'vitest';
import { ipIn } from './read-ip.js';

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['192.0.2.1:443', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['[2001:db8::1]:443', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['2001:db8::1#443', '2001:db8::1'],
  ['2001:db8::1p443', '2001:db8::1'],
  ['2001:db8::1.443', '2001:db8::1'],
  ['2001:db8::1 port 443', '2001:db8::1'],
  ['2001:db8:1:2:3:4:5:6:443', '2001:db8:1:2:3:4:5:6'],
  [' 198.51.100.7 ', '198.51.100.7'],
])('writes %s in one way', (value, expected) => {
  expect(ipIn(value)).toBe(expected);
});

test.each(['', '256.1.1.1', '192.0.2', 'localhost', '<null>', '2001:db8::1::2', '1:2:3', null, 7])(
  'lets %s, which the database would refuse, not pass as an address',
  (value) => {
    expect(ipIn(value)).toBeNull();
  },
);
