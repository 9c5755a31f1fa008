import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { inflateRaw } from '../inflate-raw.js';
import { readText as readTextWith } from './read-text.js';

const readText = (text: string) => readTextWith(text, inflateRaw);

const xml =
  '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"/></samlp:Status></samlp:Response>';
const base64 = Buffer.from(xml).toString('base64');
const packed = deflateRawSync(xml).toString('base64');
const status = 'urn:oasis:names:tc:SAML:2.0:status:Responder';

test.each([
  ['once', 'https://a.example/cb?error=access_denied&error_description=AADSTS65004%3a+text'],
  [
    'twice',
    'https://a.example/cb?next=%3Ferror%3Daccess_denied%26error_description%3DAADSTS65004%253a%2520text',
  ],
  ['after a hash', 'https://a.example/cb#error=access_denied&error_description=AADSTS65004%3A%20text'],
])('an address that was encoded %s', (_, text) => {
  expect(readText(text)).toContain('error_description=AADSTS65004: text');
});

test('a JSON body inside a string, with escapes and entities', () => {
  expect(readText(String.raw`{\"error\":\"invalid\u005fscope\",\"text\":\"a &quot;b&quot;\"}`)).toBe(
    '{"error":"invalid_scope","text":"a "b""}',
  );
});

test.each([
  ['as it is', base64],
  ['in lines', base64.replace(/(.{76})/g, '$1\r\n')],
  ['as a form field', `SAMLResponse=${encodeURIComponent(base64)}&RelayState=x`],
  ['packed, in an address', `https://idp.example/?SAMLResponse=${encodeURIComponent(packed)}&RelayState=x`],
  ['for addresses', base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')],
])('a SAML message in base64, %s', (_, text) => {
  expect(readText(text)).toContain(status);
});

test('the code in an address of Google', () => {
  const value = Buffer.from('\n\u0015redirect_uri_mismatch\u0012\u00b0\u0001', 'latin1').toString(
    'base64url',
  );
  expect(readText(`https://accounts.google.com/error?authError=${value}&client_id=1`)).toContain(
    'error=redirect_uri_mismatch',
  );
});

test('other base64 is left alone', () => {
  const text = Buffer.from('no message at all, only words of some length').toString('base64');
  expect(readText(text)).toBe(text);
});

test('a message that claims to be endless is cut', () => {
  const bomb = deflateRawSync(`<a>${'b'.repeat(20_000_000)}`).toString('base64');
  expect(readText(bomb.slice(0, 60_000)).length).toBeLessThan(300_000);
});

test('without an unpacking, a packed message is left as it is', () => {
  expect(readTextWith(packed, null)).toBe(packed);
});
