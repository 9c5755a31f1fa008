import { expect, test } from 'vitest';
import { findDetails, maskDetails } from './find-details.js';

const id = '3f2504e0-4f89-41d3-9a0c-0305e82c330';

test('the values of a message are told apart by what stands before them', () => {
  const text = `AADSTS50020: User account 'ada@example.com' from identity provider 'https://idp.example/' does not exist
in tenant 'Contoso' and cannot access the application '${id}1'(Shop). Trace ID: ${id}2 Correlation ID: ${id}3
Timestamp: 2026-01-02 03:04:05Z`;
  expect(findDetails(text)).toEqual([
    { kind: 'correlation-id', value: `${id}3` },
    { kind: 'trace-id', value: `${id}2` },
    { kind: 'app', value: `${id}1` },
    { kind: 'tenant', value: 'Contoso' },
    { kind: 'user', value: 'ada@example.com' },
    { kind: 'timestamp', value: '2026-01-02 03:04:05Z' },
  ]);
});

test('keys of logs and addresses count as well', () => {
  const text = `redirect_uri=https://app.example/cb client_id=${id}1 src=192.0.2.7 "userPrincipalName":"bob@example.org" 2001:db8::7`;
  expect(findDetails(text)).toEqual([
    { kind: 'app', value: `${id}1` },
    { kind: 'redirect-uri', value: 'https://app.example/cb' },
    { kind: 'user', value: 'bob@example.org' },
    { kind: 'ip', value: '192.0.2.7' },
    { kind: 'ip', value: '2001:db8::7' },
  ]);
});

test('a placeholder that was never filled is no value', () => {
  expect(findDetails("User account '{email}' does not exist in tenant '{tenant}'")).toEqual([]);
});

test('a version or a code is no address', () => {
  expect(findDetails('v4563, OpenSSH_9.6, error 50126, 1.2.3')).toEqual([]);
});

test('never more than forty', () => {
  const many = Array.from({ length: 100 }, (_, at) => `user${at}@example.com`).join(' ');
  expect(findDetails(many)).toHaveLength(40);
});

test('ids, times and addresses are masked, codes are not', () => {
  const masked = maskDetails(`50126 at 2026-01-02T03:04:05Z from 192.0.2.7 id ${id}1`);
  expect(masked.trim().split(/\s+/)).toEqual(['50126', 'at', 'from', 'id']);
});
