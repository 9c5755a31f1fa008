import { describe, expect, test } from 'vitest';
import { createAddressJudge } from './judge-address.js';

const judge = createAddressJudge([]);

const blocked: [string, ...string[]][] = [
  ['this network', '0.0.0.0', '0.1.2.3', '0.255.255.255'],
  ['private 10/8', '10.0.0.1', '10.255.255.255'],
  ['shared addresses', '100.64.0.1', '100.127.255.255', '100.100.100.200'],
  ['this host', '127.0.0.1', '127.255.255.254'],
  ['this link, with cloud metadata', '169.254.0.1', '169.254.169.254', '169.254.170.2'],
  ['private 172.16/12', '172.16.0.1', '172.31.255.255'],
  ['protocol assignments', '192.0.0.1', '192.0.0.192'],
  ['documentation', '192.0.2.1', '198.51.100.1', '203.0.113.1'],
  ['6to4 relays', '192.88.99.1'],
  ['private 192.168/16', '192.168.0.1', '192.168.255.255'],
  ['benchmarks', '198.18.0.1', '198.19.255.255'],
  ['multicast', '224.0.0.1', '239.255.255.255'],
  ['reserved and broadcast', '240.0.0.1', '255.255.255.255'],
  ['the host service of a cloud', '168.63.129.16'],
  ['unspecified and this host in IPv6', '::', '::1'],
  ['IPv4 inside IPv6', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:a9fe:a9fe'],
  ['translation to IPv4', '64:ff9b::7f00:1', '64:ff9b::8.8.8.8', '64:ff9b:1::1'],
  ['discard', '100::1'],
  ['Teredo and other protocol assignments', '2001::1', '2001:2::1', '2001:10::1', '2001:20::1'],
  ['documentation in IPv6', '2001:db8::1', '3fff::1'],
  ['6to4', '2002:7f00:1::1'],
  ['segment routing', '5f00::1'],
  ['private in IPv6', 'fc00::1', 'fd00:ec2::254'],
  ['this link in IPv6', 'fe80::1', 'fe80::1%eth0', 'fec0::1'],
  ['multicast in IPv6', 'ff02::1'],
  ['what is not assigned', '4000::1', '8000::1'],
  ['what is no address', '', 'localhost', '1.2.3', '1.2.3.4.5', '::g'],
];

describe('no message goes to', () => {
  test.each(blocked)('%s', (_name, ...addresses) => {
    for (const address of addresses) expect([address, judge(address)]).toEqual([address, 'blocked']);
  });
});

test.each([
  '1.1.1.1',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '223.255.255.255',
  '2606:4700:4700::1111',
  '2a00:1450:4001::1',
  '::ffff:8.8.8.8',
])('%s is public', (address) => {
  expect(judge(address)).toBe('public');
});

test('only the networks that the operator names are opened', () => {
  const opened = createAddressJudge(['10.1.0.0/16', 'fd12::/16', '127.0.0.1/32']);
  expect(['10.1.2.3', '::ffff:10.1.2.3', 'fd12::5', '127.0.0.1'].map(opened)).toEqual(
    new Array(4).fill('allowed-network'),
  );
  expect(['10.2.0.1', 'fd13::5', '127.0.0.2', '169.254.169.254'].map(opened)).toEqual(
    new Array(4).fill('blocked'),
  );
  expect(opened('8.8.8.8')).toBe('public');
});

test('a network that is none stops the start', () => {
  expect(() => createAddressJudge(['10.0.0.0/99'])).toThrow();
});
