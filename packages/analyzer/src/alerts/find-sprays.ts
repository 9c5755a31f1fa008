import type { AlertOrigin } from '@turnaway/contracts/alert-inhibition';
import type { SprayObservation } from '@turnaway/contracts/alert-observations';
import ipaddr from 'ipaddr.js';

/** A source, with the strangers that it fails at like a spray does. */
export interface Suspect {
  row: SprayObservation;
  /** 0 if it looks like an office, or like an attack on few. */
  accounts: number;
}

/** One attack: what it is told by, and under which keys it may have been told before. */
export interface Spray {
  key: string;
  aliases: string[];
  shown: Suspect;
  /** Networks that it comes from. */
  networks: number;
  /** What tells its events from those of others. */
  origin: AlertOrigin;
}

/** What one source must explain of a wider one's accounts, for it to be told in place of that one. */
const explainedShare = 0.7;
/** So many networks that spray at the same time are one attack that changes its addresses. */
const waveNetworks = 3;

/**
 * Puts the sources of one window together to attacks. An attack is known by its tool, where the client software is one
 * that hardly anybody gets in with, else by its network; from several networks at the same time it is one wave. It is
 * told by the narrowest source that explains it: an address, its network, the client.
 */
export function findSprays(suspects: readonly Suspect[], warnAccounts: number): Spray[] {
  const networks = networksOf(suspects, warnAccounts);
  const clients = suspects.filter(({ row }) => row.by === 'client');
  const byTool = new Map(clients.map((client): [Suspect, NetworkSpray[]] => [client, []]));
  const rest: NetworkSpray[] = [];
  for (const network of networks) {
    const tool = clients.find((client) => client.accounts > 0 && client.row.source === toolOf(network.shown));
    (byTool.get(tool ?? network.shown) ?? rest).push(network);
  }
  return [
    ...[...byTool].map(([client, members]) => {
      // A client that several tools pretend to be: the networks tell it better.
      const isExplained = rest.some(({ shown }) => shown.accounts >= explainedShare * client.accounts);
      return members.length === 0 && isExplained
        ? ofClient({ ...client, accounts: 0 }, [])
        : ofClient(client, members);
    }),
    ...joinWave(rest, warnAccounts),
  ];
}

interface NetworkSpray {
  key: string;
  shown: Suspect;
}

function ofClient(client: Suspect, members: readonly NetworkSpray[]): Spray {
  const key = `client|${client.row.source}`;
  const aliases = members.map((member) => member.key);
  const [top] = members.map(({ shown }) => shown).toSorted(mostFirst);
  const isByOne = top !== undefined && top.accounts >= explainedShare * client.accounts;
  const origin = { clients: [client.row.source] };
  return isByOne
    ? { key, aliases, shown: top, networks: 1, origin }
    : { key, aliases, shown: client, networks: Math.max(1, members.length), origin };
}

/** The client software that explains a source's accounts, if there is one. */
function toolOf({ row, accounts }: Suspect): string | null {
  return accounts > 0 && row.topClientAccounts >= explainedShare * row.accounts ? row.topClient : null;
}

function joinWave(networks: readonly NetworkSpray[], warnAccounts: number): Spray[] {
  const found = networks.filter(({ shown }) => shown.accounts >= warnAccounts);
  const [top] = found.toSorted((one, other) => mostFirst(one.shown, other.shown));
  const wave = found.filter(({ shown }) => top !== undefined && isAtSameTime(shown.row, top.shown.row));
  if (top === undefined || wave.length < waveNetworks) return networks.map(alone);
  const whole = join(
    wave.map(({ shown }) => shown),
    top.shown.row.source,
  );
  return [
    {
      key: 'networks',
      aliases: wave.map(({ key }) => key),
      shown: whole,
      networks: wave.length,
      origin: { networks: wave.map(({ key }) => key.slice('network|'.length)) },
    },
    ...networks.filter((network) => !wave.includes(network)).map(alone),
  ];
}

function alone({ key, shown }: NetworkSpray): Spray {
  const tool = toolOf(shown);
  const { by, source } = shown.row;
  return {
    key,
    aliases: ['networks', ...(tool === null ? [] : [`client|${tool}`])],
    shown,
    networks: 1,
    origin: by === 'address' ? { addresses: [source] } : { networks: [source] },
  };
}

/** They lie over each other for half of the shorter one's time. */
function isAtSameTime(one: SprayObservation, other: SprayObservation): boolean {
  const [oneFrom, oneTo] = [Date.parse(one.firstAt), Date.parse(one.lastAt)];
  const [otherFrom, otherTo] = [Date.parse(other.firstAt), Date.parse(other.lastAt)];
  const shared = Math.min(oneTo, otherTo) - Math.max(oneFrom, otherFrom);
  return shared >= 0.5 * Math.min(oneTo - oneFrom, otherTo - otherFrom);
}

/** Every network that an address or a row is of, told by what explains it. */
function networksOf(suspects: readonly Suspect[], warnAccounts: number): NetworkSpray[] {
  const byNetwork = new Map<string, { whole: Suspect | null; addresses: Suspect[] }>();
  for (const suspect of suspects) {
    const { by, source } = suspect.row;
    if (by === 'client') continue;
    const network = networkOf(source);
    const members = byNetwork.get(network) ?? { whole: null, addresses: [] };
    if (by === 'network') members.whole = suspect;
    else members.addresses.push(suspect);
    byNetwork.set(network, members);
  }
  return [...byNetwork].flatMap(([network, { whole, addresses }]) => {
    const shown = explain(network, { whole, addresses }, warnAccounts);
    return shown === null ? [] : [{ key: `network|${network}`, shown }];
  });
}

/**
 * The address that explains a network, or else the network. Where many get in from the network, or of more sources than
 * are looked at closely it was cut off, those of its addresses are meant that look like a spray.
 */
function explain(
  network: string,
  { whole, addresses }: { whole: Suspect | null; addresses: readonly Suspect[] },
  warnAccounts: number,
): Suspect | null {
  const sprayed = addresses.filter(({ accounts }) => accounts > 0).toSorted(mostFirst);
  const [top] = sprayed;
  if (top === undefined) return whole ?? addresses[0] ?? null;
  const all = whole !== null && whole.accounts > 0 ? whole : join(sprayed, network);
  const isRestOrdinary = top.accounts >= warnAccounts && all.accounts - top.accounts < warnAccounts;
  return isRestOrdinary || top.accounts >= explainedShare * all.accounts ? top : all;
}

/** Several sources as one. An account that two of them tried counts twice: that they are few is what they have in common. */
function join(suspects: readonly Suspect[], source: string): Suspect {
  const rows = suspects.map(({ row }) => row);
  const sum = (numberOf: (row: SprayObservation) => number): number =>
    rows.reduce((total, row) => total + numberOf(row), 0);
  const [first] = rows;
  if (first === undefined) throw new Error('expected at least one source');
  const isOneTool = rows.every(({ topClient }) => topClient === first.topClient);
  return {
    accounts: suspects.reduce((total, { accounts }) => total + accounts, 0),
    row: {
      windowMinutes: first.windowMinutes,
      by: 'network',
      source,
      addresses: sum((row) => row.addresses),
      accounts: sum((row) => row.accounts),
      failures: sum((row) => row.failures),
      triesPerAccountMax: Math.max(...rows.map((row) => row.triesPerAccountMax)),
      strangeAccounts: sum((row) => row.strangeAccounts),
      succeededAccounts: sum((row) => row.succeededAccounts),
      provenAccounts: sum((row) => row.provenAccounts),
      unknownAccounts: sum((row) => row.unknownAccounts),
      topClient: isOneTool ? first.topClient : null,
      topClientAccounts: isOneTool ? sum((row) => row.topClientAccounts) : 0,
      firstAt: rows.map(({ firstAt }) => firstAt).toSorted()[0] ?? first.firstAt,
      lastAt:
        rows
          .map(({ lastAt }) => lastAt)
          .toSorted()
          .at(-1) ?? first.lastAt,
      codes: [...new Set(rows.flatMap(({ codes }) => codes))].slice(0, 5),
    },
  };
}

function mostFirst(one: Suspect, other: Suspect): number {
  return other.accounts - one.accounts;
}

/** The /24 or /64 of an address, or of a network by its first address, as the database writes it. */
function networkOf(source: string): string {
  const [first = ''] = source.split('/');
  if (!ipaddr.isValid(first)) return source;
  const address = ipaddr.parse(first);
  const bits = address.kind() === 'ipv4' ? 24 : 64;
  const base =
    address.kind() === 'ipv4'
      ? ipaddr.IPv4.networkAddressFromCIDR(`${first}/${bits}`)
      : ipaddr.IPv6.networkAddressFromCIDR(`${first}/${bits}`);
  return `${base.toString()}/${bits}`;
}
