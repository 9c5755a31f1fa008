import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { JudgeAddress } from './judge-address.js';

/** An address that a name leads to. */
export interface ResolvedAddress {
  address: string;
  family: number;
}

/** Finds all addresses of a name; rejects if there are none. */
export type ResolveName = (hostname: string) => Promise<ResolvedAddress[]>;

/** Who decides where a message may go. */
export interface Guard {
  judge: JudgeAddress;
  resolve: ResolveName;
}

/** The addresses that a message may go to, and no others; or why it may not go. */
export type VettedTarget =
  | { ok: true; addresses: ResolvedAddress[] }
  | { ok: false; error: 'blocked-address' | 'dns' };

/** What is spoken to a target, and where in the open it is served; another port is more likely a service not meant. */
export interface TargetRules {
  protocols: readonly string[];
  /** Those of them that may be spoken over the internet: the ones that encrypt, or are made to. */
  publicProtocols: readonly string[];
  publicPorts: readonly string[];
}
export const webhookRules: TargetRules = {
  protocols: ['https:', 'http:'],
  publicProtocols: ['https:'],
  publicPorts: ['', '443', '8443'],
};
/** More addresses than any honest name has need of. */
const addressesMax = 16;

/** Asks the system's resolver. */
export const resolveName: ResolveName = (hostname) => lookup(hostname, { all: true });

/**
 * Decides whether a message may be sent to a URL. Every address of its name must be public, encrypted and on a usual
 * port, or lie in a network that the operator allows; one bad address among good ones refuses all. To be asked
 * again at every attempt: a name may lead elsewhere by then. `resolve` must have its own time limit.
 */
export async function vetTarget(
  url: URL,
  judge: JudgeAddress,
  resolve: ResolveName,
  rules: TargetRules = webhookRules,
): Promise<VettedTarget> {
  const blocked = { ok: false, error: 'blocked-address' } as const;
  if (!rules.protocols.includes(url.protocol)) return blocked;
  if (url.username !== '' || url.password !== '') return blocked;

  const addresses = await findAddresses(url.hostname, resolve);
  if (addresses === null) return { ok: false, error: 'dns' };
  const verdicts = addresses.map(({ address }) => judge(address));
  if (verdicts.includes('blocked') || addresses.length > addressesMax) return blocked;
  if (verdicts.every((verdict) => verdict === 'allowed-network')) return { ok: true, addresses };
  const isPublic = rules.publicProtocols.includes(url.protocol) && rules.publicPorts.includes(url.port);
  return isPublic ? { ok: true, addresses } : blocked;
}

async function findAddresses(hostname: string, resolve: ResolveName): Promise<ResolvedAddress[] | null> {
  // The URL parser has already turned every spelling of an IPv4 address (0x7f.1, 2130706433) into the usual one.
  const literal = hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(literal);
  if (family !== 0) return [{ address: literal, family }];
  try {
    const addresses = await resolve(hostname);
    return addresses.length === 0 ? null : addresses;
  } catch {
    // Whatever went wrong, the name leads nowhere now: the attempt ends as a `dns` error and is tried again.
    return null;
  }
}
