import ipaddr from 'ipaddr.js';

const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const plainIpv4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`);
/** `192.0.2.1:443` and `[2001:db8::1]:443`. */
const withPort = /^(?:(\d+\.\d+\.\d+\.\d+)|\[([^\]]+)\])(?::\d{1,5})?$/;
/** The ways without brackets of RFC 5952 §6; a colon does only after all eight groups. */
const ipv6WithPort =
  /^([0-9a-f:]{2,39})(?:#| ?port |p|\.)\d{1,5}$|^([0-9a-f]{1,4}(?::[0-9a-f]{1,4}){7}):\d{1,5}$/i;

/** With a port, brackets, the name of an interface and blanks around. */
const longestIp = 128;

/**
 * The address without port, brackets or zone, and IPv6 in its one short spelling, so that an address is one row in
 * every list; `null` if it is none.
 */
export function ipIn(value: unknown): string | null {
  if (typeof value !== 'string' || value.length < 2 || value.length > longestIp) return null;
  if (plainIpv4.test(value)) return value;
  const known = oddIps.get(value);
  if (known !== undefined) return known;
  const found = oddIp(value.trim());
  if (oddIps.size >= oddIpsMax) oddIps.clear();
  oddIps.set(value, found);
  return found;
}

/** What was read lately: people come back from the same addresses, and IPv6 takes long to read. */
const oddIps = new Map<string, string | null>();
const oddIpsMax = 5_000;

function oddIp(value: string): string | null {
  const match = withPort.exec(value) ?? ipv6WithPort.exec(value);
  const [bare = ''] = (match?.[1] ?? match?.[2] ?? value).toLowerCase().split('%', 1);
  if (plainIpv4.test(bare)) return bare;
  if (!ipaddr.IPv6.isValid(bare)) return null;
  const address = ipaddr.IPv6.parse(bare);
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toString();
}
