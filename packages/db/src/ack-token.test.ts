import { expect, test } from 'vitest';
import { readAckToken, signAckToken } from './ack-token.js';

const alertId = '00000000-0000-4000-8000-000000000001';
const secret = 'a secret of this install';
const now = new Date('2026-01-31T08:00:00.000Z');
const token = signAckToken(secret, alertId, new Date(now.getTime() + 1_000));

test('a token is good for its alert, until its time is over', () => {
  expect(readAckToken(secret, token, now)).toBe(alertId);
  expect(readAckToken(secret, token, new Date(now.getTime() + 1_001))).toBe('expired');
});

test.each([
  ['another alert', token.replace('0001.', '0002.')],
  ['more time', token.replace(/\.(\d+)\./, (_, until) => `.${Number(until) + 1}.`)],
  ['no signature', token.replace(/[^.]+$/, '')],
  ['nothing', ''],
])('a token for %s was not made here', (_name, forged) => {
  expect(readAckToken(secret, forged, now)).toBeNull();
});

test('a token of another install was not made here', () => {
  expect(readAckToken('another secret of an install', token, now)).toBeNull();
});
