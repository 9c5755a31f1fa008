import { expect, test } from 'vitest';
import { createSecretBox, deriveKey } from './secret-box.js';

const secret = 'a secret of more than thirty-two characters';

test('what was sealed is read again with the same secret', () => {
  expect(createSecretBox(secret).open(createSecretBox(secret).seal('whsec_äöü'))).toBe('whsec_äöü');
});

test('sealing the same text twice gives different bytes that do not hold the text', () => {
  const box = createSecretBox(secret);
  const sealed = box.seal('whsec_plain');
  expect(Buffer.from(sealed).equals(Buffer.from(box.seal('whsec_plain')))).toBe(false);
  expect(Buffer.from(sealed).includes('whsec_plain')).toBe(false);
});

test('altered bytes, another secret and an unknown form are refused', () => {
  const sealed = createSecretBox(secret).seal('x');
  const altered = sealed.slice();
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
  expect(() => createSecretBox(secret).open(altered)).toThrow();
  expect(() => createSecretBox(`${secret}!`).open(sealed)).toThrow();
  expect(() => createSecretBox(secret).open(Buffer.from('nonsense'))).toThrow();
});

test('keys of two purposes differ', () => {
  expect(deriveKey(secret, 'one').equals(deriveKey(secret, 'two'))).toBe(false);
});
