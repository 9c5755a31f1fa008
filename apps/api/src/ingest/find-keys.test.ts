import { expect, test } from 'vitest';
import { findKeys } from './find-keys.js';

const nothing = { pathKey: undefined, queryToken: undefined, headers: {} };
const base64 = (text: string) => Buffer.from(text).toString('base64');

test.each([
  ['Authorization: Bearer', { headers: { authorization: 'Bearer k-1' } }],
  ['Authorization: bearer in lower case', { headers: { authorization: 'bearer k-1' } }],
  ['raw Authorization', { headers: { authorization: 'k-1' } }],
  ['Authorization: Splunk', { headers: { authorization: 'Splunk k-1' } }],
  ['Basic password, any user', { headers: { authorization: `Basic ${base64('anyone:k-1')}` } }],
  ['Basic password, no user', { headers: { authorization: `Basic ${base64(':k-1')}` } }],
  ['ApiKey', { headers: { authorization: `ApiKey ${base64('id:k-1')}` } }],
  ['DD-API-KEY', { headers: { 'dd-api-key': 'k-1' } }],
  ['X-Amz-Firehose-Access-Key', { headers: { 'x-amz-firehose-access-key': 'k-1' } }],
  ['x-api-key', { headers: { 'x-api-key': 'k-1' } }],
  ['?token=', { queryToken: 'k-1' }],
  ['the path', { pathKey: 'k-1' }],
])('a key is found in: %s', (_, carriers) => {
  expect(findKeys({ ...nothing, ...carriers })).toEqual(['k-1']);
});

test('a password may hold colons', () => {
  expect(findKeys({ ...nothing, headers: { authorization: `Basic ${base64('u:a:b')}` } })).toEqual(['a:b']);
});

test('a key in the path is tried before a bearer token of another kind, and both are tried', () => {
  expect(findKeys({ ...nothing, pathKey: 'k-1', headers: { authorization: 'Bearer eyJhbGciOi' } })).toEqual([
    'k-1',
    'eyJhbGciOi',
  ]);
});

test('nothing, empty texts and texts beyond any key are no keys', () => {
  expect(findKeys(nothing)).toEqual([]);
  expect(findKeys({ ...nothing, pathKey: '', headers: { authorization: 'Basic !!' } })).toEqual([]);
  expect(findKeys({ ...nothing, headers: { 'x-api-key': 'x'.repeat(513) } })).toEqual([]);
});
