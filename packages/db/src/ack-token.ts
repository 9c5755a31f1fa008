import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from './secret-box.js';

const form = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,12})\.([\w-]{43})$/;

/** A token that lets whoever has it acknowledge one alert (a UUID), until a moment. */
export function signAckToken(secret: string, alertId: string, until: Date): string {
  const text = `${alertId}.${Math.floor(until.getTime() / 1_000)}`;
  return `${text}.${signatureOf(secret, text)}`;
}

/** The alert that a token is for; `expired` when its time is over, `null` if it was not made here. */
export function readAckToken(secret: string, token: string, now: Date): string | 'expired' | null {
  const [, alertId = '', until = '', signature = ''] = form.exec(token) ?? [];
  const expected = Buffer.from(signatureOf(secret, `${alertId}.${until}`));
  const given = Buffer.from(signature);
  if (alertId === '' || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return Number(until) * 1_000 > now.getTime() ? alertId : 'expired';
}

function signatureOf(secret: string, text: string): string {
  return createHmac('sha256', deriveKey(secret, 'ack-links')).update(text).digest('base64url');
}
