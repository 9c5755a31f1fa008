import { expect, test } from 'vitest';
import { readEnv } from './env.js';

const good = {
  DATABASE_URL: 'postgresql://turnaway:secret@localhost:5432/turnaway',
  TURNAWAY_SECRET: '0123456789abcdef0123456789abcdef',
};

test('a database and a secret are enough to start', () => {
  const reading = readEnv(good);
  expect(reading).toMatchObject({ ok: true, env: { PORT: 3000, HOST: '0.0.0.0' } });
});

test.each([
  ['PORT', 'http'],
  ['PORT', '70000'],
  ['DATABASE_URL', 'mysql://host/db'],
  ['DATABASE_URL', undefined],
  ['REDIS_URL', 'localhost'],
  ['TURNAWAY_SECRET', 'short'],
  ['TURNAWAY_PUBLIC_URL', 'turnaway.example.com'],
  ['TURNAWAY_MAX_BODY_BYTES', '-1'],
  ['TURNAWAY_ADMIN_EMAIL', 'nobody'],
  ['TURNAWAY_ADMIN_PASSWORD', 'short'],
  ['TURNAWAY_LOG_LEVEL', 'loud'],
  ['TURNAWAY_TRUSTED_PROXIES', 'everyone'],
  ['TURNAWAY_TRUSTED_PROXIES', '10.0.0.0/33'],
])('%s=%s stops the start with one line that names it and what was expected', (name, value) => {
  const reading = readEnv({ ...good, [name]: value });
  if (reading.ok) throw new Error('expected a refusal');
  expect(reading.message).toMatch(new RegExp(`^${name}: .*expected`));
  expect(reading.message).not.toContain('\n');
});

test('a variable set to nothing counts as not set', () => {
  expect(readEnv({ ...good, REDIS_URL: '', PORT: '' })).toMatchObject({ ok: true, env: { PORT: 3000 } });
});

test('a secret value is never repeated in the refusal', () => {
  const reading = readEnv({ ...good, TURNAWAY_SECRET: 'tooshort', TURNAWAY_ADMIN_PASSWORD: 'pass' });
  expect(JSON.stringify(reading)).not.toContain('tooshort');
});
