import type { AllowList } from '@turnaway/contracts/alert-kinds';
import ipaddr from 'ipaddr.js';

/** Tells what a rule about attacks leaves out: addresses within its ranges, and accounts that it names. */
export function readAllowList(allow: AllowList): {
  hasAddress: (address: string | null) => boolean;
  hasAccount: (account: string | null) => boolean;
} {
  const ranges = allow.addresses.map(readRange);
  const accounts = new Set(allow.accounts.map((account) => account.toLowerCase()));
  return {
    hasAddress: (address) => {
      // A network is written `192.0.2.0/24`: its first address stands for it.
      const [first = ''] = (address ?? '').split('/');
      if (ranges.length === 0 || !ipaddr.isValid(first)) return false;
      const parsed = ipaddr.process(first);
      return ranges.some(([base, bits]) => base.kind() === parsed.kind() && parsed.match(base, bits));
    },
    hasAccount: (account) => account !== null && accounts.has(account.toLowerCase()),
  };
}

function readRange(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}
