import type { Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertParams } from '@turnaway/contracts/alert-kinds';
import type { SprayObservation } from '@turnaway/contracts/alert-observations';
import { readAllowList } from './allow-list.js';
import { levelOf } from './level-of.js';

type Params = AlertParams<'password-spray'>;

/** What one source must explain of a wider one's accounts, for it to be told in place of that one. */
const explainedShare = 0.7;
const hourMs = 3_600_000;

interface Suspect {
  row: SprayObservation;
  /** Strangers that a source fails at like a spray does; 0 if it looks like an office, or like an attack on few. */
  accounts: number;
}

/**
 * Sources that try a few passwords at many accounts each. What tells them from an office behind one address is that
 * those who fail are strangers there, who never got in from it, and that hardly anybody gets in meanwhile. One attack is
 * one finding: a network has one key, and is told by the address that explains it where there is one; a client is told
 * only where no network explains it.
 */
export function judgePasswordSpray(params: Params, observed: readonly SprayObservation[]): Judgment[] {
  const allow = readAllowList(params.allow);
  const suspects = observed
    .filter(({ by, source }) => by === 'client' || !allow.hasAddress(source))
    .map((row) => ({ row, accounts: sprayedAccounts(params, row) }));
  const addresses = suspects.filter(({ row }) => row.by === 'address');
  const networks = suspects.filter(({ row }) => row.by === 'network');
  const found = networks.map((network) => worstWithin(network, addresses));
  // Of more sources than are looked at closely, a network may have been cut off.
  const alone = addresses.filter(
    ({ row }) => !networks.some((other) => isWithin(row.source, other.row.source)),
  );
  const sprayed = [...found, ...alone].filter(({ accounts }) => accounts >= params.warnAccounts);
  return [
    ...networks.map((network, index) => judgeSource(params, found[index] ?? network, network.row.source)),
    ...alone.map((suspect) => judgeSource(params, suspect, suspect.row.source)),
    ...suspects
      .filter(({ row }) => row.by === 'client')
      .map(({ row, accounts }) => {
        const isExplained = sprayed.some((other) => other.accounts >= explainedShare * accounts);
        return judgeSource(params, { row, accounts: isExplained ? 0 : accounts }, row.source);
      }),
  ];
}

/** The address that explains a network, or else the network. */
function worstWithin(network: Suspect, addresses: readonly Suspect[]): Suspect {
  const [top] = addresses
    .filter(({ row }) => isWithin(row.source, network.row.source))
    .toSorted((one, other) => other.accounts - one.accounts);
  return top !== undefined && top.accounts >= Math.max(1, explainedShare * network.accounts) ? top : network;
}

function sprayedAccounts(params: Params, row: SprayObservation): number {
  if (row.failures > params.triesPerAccountMax * row.accounts) return 0;
  return row.strangeAccounts >= params.failedPerSucceeded * row.succeededAccounts ? row.strangeAccounts : 0;
}

/** Faster than the rule is for: one with a shorter window tells it, and sooner. */
function isTooFast({ accountsPerHourMax }: Params, { row, accounts }: Suspect): boolean {
  const hours = (Date.parse(row.lastAt) - Date.parse(row.firstAt)) / hourMs;
  return accounts > accountsPerHourMax * Math.max(1, hours);
}

/** Compares the text before the last group, which holds for a /24; the judge is told of a /64 in full. */
function isWithin(address: string, network: string): boolean {
  const [base = ''] = network.split('/');
  const isV6 = base.includes(':');
  return isV6
    ? address.startsWith(base.replace(/::$/, ':'))
    : address.slice(0, address.lastIndexOf('.')) === base.slice(0, base.lastIndexOf('.'));
}

const nouns = { address: 'one address', network: 'one network', client: 'one kind of client' };

function judgeSource(params: Params, suspect: Suspect, source: string): Judgment {
  const { row } = suspect;
  const accounts = isTooFast(params, suspect) ? 0 : suspect.accounts;
  const level = levelOf(accounts, params.warnAccounts, params.alertAccounts);
  return {
    key: `${row.by === 'client' ? 'client' : 'network'}|${source}`,
    label: row.source,
    personal: row.by !== 'client',
    // A password that was right turns a warning into an alert.
    level: level === 'warn' && row.provenAccounts > 0 ? 'alert' : level,
    value: accounts,
    warnThreshold: params.warnAccounts,
    threshold: params.alertAccounts,
    recoveryThreshold: params.warnAccounts / 2,
    worseWhen: 'higher',
    measure: `strange accounts tried in ${params.windowMinutes} minutes`,
    usual: null,
    because:
      level === 'ok'
        ? `${row.accounts} accounts failed from ${nouns[row.by]}, where ${row.succeededAccounts} succeeded.`
        : `From ${nouns[row.by]}, ${row.failures} tries at ${row.accounts} accounts failed, and ${row.succeededAccounts} accounts succeeded.`,
    evidence: [
      { label: row.by === 'client' ? 'Client' : 'Source', value: row.source, personal: row.by !== 'client' },
      { label: 'Addresses', value: row.addresses, personal: false },
      { label: 'Accounts that never succeeded there', value: row.strangeAccounts, personal: false },
      { label: 'Unknown accounts', value: row.unknownAccounts, personal: false },
      { label: 'Most tries at one account', value: row.triesPerAccountMax, personal: false },
      { label: 'Accounts whose password was right', value: row.provenAccounts, personal: false },
      { label: 'Since', value: row.firstAt, personal: false },
      { label: 'Codes', value: row.codes.join(', '), personal: false },
    ],
  };
}
