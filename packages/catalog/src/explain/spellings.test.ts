import { expect, test } from 'vitest';
import { shapeOf, spellingOf } from './spellings.js';

test.each(['0xC000006A', '0xc000006a', 'C000006A', '3221225578', '-1073741718', ' 0x00C000006A '])(
  '%s is one status',
  (code) => {
    expect(spellingOf(code)).toBe('0xc000006a');
  },
);

test.each([
  ['0x18', '0x18'],
  ['0x00000018', '0x18'],
  ['50126', '50126'],
  ['E0000004', 'e0000004'],
  ['deadbeef', 'deadbeef'],
  ['1234567890', '1234567890'],
])('%s is %s', (code, spelling) => {
  expect(spellingOf(code)).toBe(spelling);
});

test.each([
  ['invalid_grant', 'distinct'],
  ['E0000004', 'distinct'],
  ['0x18', 'distinct'],
  ['user.session.start', 'distinct'],
  ['NotAuthorizedException', 'distinct'],
  ['50126', 'number'],
  ['deny', 'word'],
  ['fp', 'word'],
  ['sign-in', 'word'],
])('%s is a %s', (token, shape) => {
  expect(shapeOf(token)).toBe(shape);
});
