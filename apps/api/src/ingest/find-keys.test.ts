import { expect, test } from 'vitest';
import { findKeys, type KeyCarriers, previewOf } from './find-keys.js';

const nothing = { pathKey: undefined, queryToken: undefined, headers: {} };
const textsOf = (carriers: KeyCarriers) => findKeys(carriers).map(({ text }) => text);
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
  expect(textsOf({ ...nothing, ...carriers })).toEqual(['k-1']);
});

test('a password may hold colons', () => {
  expect(textsOf({ ...nothing, headers: { authorization: `Basic ${base64('u:a:b')}` } })).toEqual(['a:b']);
});

test('a key in the path is tried before a bearer token of another kind, and both are tried', () => {
  expect(textsOf({ ...nothing, pathKey: 'k-1', headers: { authorization: 'Bearer eyJhbGciOi' } })).toEqual([
    'k-1',
    'eyJhbGciOi',
  ]);
});

test('nothing, empty texts and texts beyond any key are no keys', () => {
  expect(textsOf(nothing)).toEqual([]);
  expect(textsOf({ ...nothing, pathKey: '', headers: { authorization: 'Basic !!' } })).toEqual([]);
  expect(textsOf({ ...nothing, headers: { 'x-api-key': 'x'.repeat(513) } })).toEqual([]);
});

test('a refused key is told by its start alone', () => {
  const shown = (text: string) => previewOf(findKeys({ ...nothing, headers: { 'x-api-key': text } }));
  expect(shown('twi_abcdefghij')).toBe('twi_abcd');
  expect(shown('someone-elses-key')).toBe('some');
  expect(shown('short')).toBeNull();
});

test.each([
  [[], null],
  [['short'], null],
  [['eyJhbGciOiJSUzI1NiJ9'], 'eyJh'],
  [['twi_abcdefghijkl'], 'twi_abcd'],
  [['a-cloud-token', 'twi_abcdefghijkl'], 'twi_abcd'],
])('of the keys shown in %j a refused sender is told apart by %j', (shown, preview) => {
  expect(previewOf(shown.map((text) => ({ text, place: 'x-api-key' as const })))).toBe(preview);
});
