import { BlockList, isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Where an address leads: into a network that the operator allows, to the public internet, or to a place that no
 * message of ours has any business in.
 */
export type AddressVerdict = 'allowed-network' | 'public' | 'blocked';
export type JudgeAddress = (address: string) => AddressVerdict;

const deniedNetworks = [
  // This network, private networks, shared (carrier) addresses, this host, this link.
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  // Protocol assignments, documentation, 6to4 relays, benchmarks.
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  // Multicast, reserved, broadcast.
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Metadata and host services of clouds that stand outside the networks above.
  '168.63.129.16/32',
  // Unspecified, this host, and IPv4 in its old disguise.
  '::/96',
  // Translation to IPv4: what comes out at the other end cannot be told here.
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  // Protocol assignments with Teredo, documentation, 6to4, segment routing.
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  // Private, this link, multicast.
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
] as const;

/** All addresses of the public internet in IPv6; the rest is special by definition. */
const globalUnicast = '2000::/3';

const denied = listOf(deniedNetworks);
const global = listOf([globalUnicast]);

/**
 * Makes the judge for the networks that the operator allows (`TURNAWAY_WEBHOOK_ALLOW_CIDRS`). Throws on one that is
 * no network. An address that cannot be read is blocked.
 */
export function createAddressJudge(allowCidrs: readonly string[]): JudgeAddress {
  const allowed = listOf(allowCidrs);
  return (text) => {
    // Asked of Node, as a socket would: the library also reads 1.2.3 or 0177.0.0.1, and might read them otherwise.
    if (isIP(text) === 0) return 'blocked';
    // An IPv4 address in IPv6 form (::ffff:127.0.0.1) is judged as what it is.
    const address = ipaddr.process(text);
    const kind = address.kind();
    // Without the zone (fe80::1%eth0), which says nothing about the network.
    const plain = ipaddr.fromByteArray(address.toByteArray()).toString();
    if (allowed.check(plain, kind)) return 'allowed-network';
    if (denied.check(plain, kind) || address.range() !== 'unicast') return 'blocked';
    return kind === 'ipv4' || global.check(plain, kind) ? 'public' : 'blocked';
  };
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address, prefixLength] = ipaddr.parseCIDR(network);
    list.addSubnet(address.toString(), prefixLength, address.kind());
  }
  return list;
}
