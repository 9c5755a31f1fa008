import { expect, test } from 'vitest';
import { findOriginal } from './find-original.js';
import { analyzeText, auth0Log } from './testing.js';

const keyOf = (body: string, place: number) => analyzeText(body).events[place]?.eventKey ?? '';
const find = (body: string, eventKey: string) =>
  findOriginal(
    {
      bytes: Buffer.from(body),
      hint: null,
      receivedAt: new Date('2026-03-01T12:00:00.000Z'),
      timeZone: 'UTC',
    },
    eventKey,
  );

test('a record is found in whatever it was wrapped, as it was sent', () => {
  const [first, second] = [auth0Log('a'), auth0Log('b', { description: 'Wrong email or password.' })];
  for (const body of [
    JSON.stringify([first, second]),
    `${JSON.stringify(first)}\n${JSON.stringify(second)}`,
    JSON.stringify({
      logs: [
        { log_id: 'a', data: first },
        { log_id: 'b', data: second },
      ],
    }),
  ]) {
    const found = find(body, keyOf(body, 1))?.text ?? '';
    expect(JSON.parse(found)).toMatchObject({ log_id: 'b' });
    expect(found).toContain('Wrong email or password.');
  }
});

test('a line of a text log is found whole', () => {
  const line = 'Mar  1 10:00:00 host sshd[7]: Failed password for ann from 192.0.2.1 port 22 ssh2';
  const body = `${line}\n${line.replace('ann', 'bob')}`;
  expect(find(body, keyOf(body, 1))?.text).toContain('for bob from');
});

test('an event that is not in the batch has no record', () => {
  expect(find(JSON.stringify(auth0Log('a')), '0'.repeat(32))).toBeNull();
});

test('what lets somebody in is masked, and what only speaks of it is not', () => {
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl';
  const body = JSON.stringify(
    auth0Log('a', {
      details: {
        password: 'hunter2',
        passwordExpired: 'no',
        client_secret: ['one', 'two'],
        headers: { Authorization: `Bearer ${jwt}`, 'x-note': `sent ${jwt}` },
        url: 'https://app.example.com/cb?state=1&code=abc123&error=x',
        errorCode: '50126',
      },
    }),
  );
  const found = find(body, keyOf(body, 0));
  for (const secret of ['hunter2', 'eyJ', 'abc123', '"one"']) expect(found?.text).not.toContain(secret);
  for (const kept of ['"passwordExpired": "no"', 'state=1', 'error=x', '50126'])
    expect(found?.text).toContain(kept);
  expect(found?.masked).toBe(6);
});

test('secrets in JSON that is a text of the record are masked, and codes are not', () => {
  const inner = JSON.stringify({
    password: 'hunter"2',
    code: '50126',
    nested: JSON.stringify({ token: 'abc123' }),
  });
  const body = JSON.stringify([auth0Log('a', { description: inner })]);
  const found = find(body, keyOf(body, 0));
  expect(found?.text).not.toMatch(/hunter|abc123/);
  expect(found?.text).toContain('50126');
  expect(found?.masked).toBe(2);
});
