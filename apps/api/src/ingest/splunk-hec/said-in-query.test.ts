import { expect, test } from 'vitest';
import { saidInQuery } from './said-in-query.js';

test('time, host and source type in the query hold for every line', () => {
  const query = {
    time: '1767225600.5',
    host: 'vpn01',
    sourcetype: 'sshd',
    source: '/var/log/auth.log',
    index: 'main',
  };
  expect(saidInQuery(query)).toEqual({ time: '2026-01-01T00:00:00.500Z', host: 'vpn01', program: 'sshd' });
  expect(saidInQuery({ time: '1767225600500' })?.time).toBe('2026-01-01T00:00:00.500Z');
  expect(saidInQuery({ source: 'auth.log' })).toEqual({ time: null, host: null, program: 'auth.log' });
});

test('what is not understood is left out, and nothing said is nothing', () => {
  expect(saidInQuery({ time: 'soon', host: 'vpn01' })).toEqual({ time: null, host: 'vpn01', program: null });
  expect(saidInQuery({ time: '9e99' })).toBeUndefined();
  expect(saidInQuery({ channel: 'c', index: 'main' })).toBeUndefined();
  expect(saidInQuery(undefined)).toBeUndefined();
});
