import { expect, test } from 'vitest';
import { readSyslog } from './syslog.js';

const context = { receivedAt: new Date('2026-03-01T12:00:00Z'), timeZone: 'UTC' };

test.each([
  [
    'Mar  1 08:15:30 gate1 sshd[412]: Failed password for ana',
    { time: '2026-03-01T08:15:30.000Z', host: 'gate1', program: 'sshd', processId: '412' },
    'Failed password for ana',
  ],
  [
    '<38>Mar  1 08:15:30 gate1 su: pam_unix(su:auth): authentication failure',
    { time: '2026-03-01T08:15:30.000Z', host: 'gate1', program: 'su', processId: null },
    'pam_unix(su:auth): authentication failure',
  ],
  [
    '<14>1 2026-03-01T08:15:30.5+01:00 gate1 vpn 99 LOGIN [meta@32473 user="a\\"b" ip="192.0.2.1"] \uFEFFrefused',
    { time: '2026-03-01T07:15:30.500Z', host: 'gate1', program: 'vpn', processId: '99', messageId: 'LOGIN' },
    'refused',
  ],
  [
    '<166>Mar 01 2026 08:15:30: %ASA-6-113005: AAA user authentication Rejected',
    { time: '2026-03-01T08:15:30.000Z', host: null, program: '%ASA-6-113005' },
    'AAA user authentication Rejected',
  ],
  [
    '2026-03-01T08:15:30.123456+00:00 gate1 sudo: ana : command not allowed',
    { time: '2026-03-01T08:15:30.123Z', host: 'gate1', program: 'sudo' },
    'ana : command not allowed',
  ],
  [
    'Mar  1 08:15:30 gate1 su(pam_unix)[12]: authentication failure',
    { host: 'gate1', program: 'su(pam_unix)', processId: '12' },
    'authentication failure',
  ],
  [
    'pam_unix(su:auth): check pass',
    { time: null, host: null, program: null },
    'pam_unix(su:auth): check pass',
  ],
  ['15:30.125 +00:00 passed', { time: null, program: null }, '15:30.125 +00:00 passed'],
  ['<13>sign-in failed for ana', { time: null, host: null, program: null }, 'sign-in failed for ana'],
  [
    '<5>1 2026-03-01T08:15:30Z vault1 {"a":"b c d e"}',
    { time: '2026-03-01T08:15:30.000Z', host: 'vault1', program: null },
    '{"a":"b c d e"}',
  ],
  [
    '<166>1 2026-03-01T08:15:30.155Z esx1 Hostd: -->    key = 161,',
    { time: '2026-03-01T08:15:30.155Z', host: 'esx1', program: 'Hostd' },
    '-->    key = 161,',
  ],
  ['user ana signed in', { time: null, host: null, program: null }, 'user ana signed in'],
])('%s', (line, header, message) => {
  const read = readSyslog(line, context);
  expect(read.syslog).toMatchObject(header);
  expect(read.message).toBe(message);
});

test('structured data is read with its escapes', () => {
  const { syslog } = readSyslog('<14>1 - - - - - [a@1 k="x\\]y"][b@1 n="2"] text', context);
  expect(syslog.structured).toEqual({ 'a@1': { k: 'x]y' }, 'b@1': { n: '2' } });
});

test('a line of December that arrives in January is of last year', () => {
  const newYear = { ...context, receivedAt: new Date('2026-01-01T00:00:10Z') };
  expect(readSyslog('Dec 31 23:59:58 gate1 sshd[1]: x', newYear).syslog.time).toBe(
    '2025-12-31T23:59:58.000Z',
  );
});

test('a line cannot be from long after it arrived, though that year be nearer', () => {
  const november = { ...context, receivedAt: new Date('2026-11-28T12:00:00Z') };
  expect(readSyslog('Feb 21 21:54:44 gate1 sshd[1]: x', november).syslog.time).toBe(
    '2026-02-21T21:54:44.000Z',
  );
  // The sender's clock is a day ahead.
  expect(readSyslog('Nov 29 21:54:44 gate1 sshd[1]: x', november).syslog.time).toBe(
    '2026-11-29T21:54:44.000Z',
  );
});

test('a time without a zone is in that of the feed', () => {
  const berlin = { ...context, timeZone: 'Europe/Berlin' };
  expect(readSyslog('Mar  1 08:15:30 gate1 sshd[1]: x', berlin).syslog.time).toBe('2026-03-01T07:15:30.000Z');
  expect(readSyslog('Jul  1 08:15:30 gate1 sshd[1]: x', berlin).syslog.time).toBe('2025-07-01T06:15:30.000Z');
});
