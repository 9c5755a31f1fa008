import type { Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertParams } from '@turnaway/contracts/alert-kinds';
import type { SprayObservation } from '@turnaway/contracts/alert-observations';
import { readAllowList } from './allow-list.js';
import { levelOf } from './level-of.js';

type Params = AlertParams<'password-spray'>;

const narrower: Readonly<Record<SprayObservation['by'], readonly SprayObservation['by'][]>> = {
  address: [],
  network: ['address'],
  client: ['address', 'network'],
};
/** What a narrower source must explain of a wider one's accounts, for the wider one to be no news of its own. */
const explainedShare = 0.7;

/**
 * Sources that try a few passwords at many accounts each. What tells them from an office behind one address is that
 * hardly anybody succeeds there, or that those who fail are not those who work there. A network is named only if no
 * address explains it, and a client only if no network does.
 */
export function judgePasswordSpray(params: Params, observed: readonly SprayObservation[]): Judgment[] {
  const allow = readAllowList(params.allow);
  const sources = observed
    .filter(({ by, source }) => by === 'client' || !allow.hasAddress(source))
    .map((row) => ({ row, accounts: sprayedAccounts(params, row) }));
  const sprayed = sources.filter(({ accounts }) => accounts >= params.warnAccounts);
  return sources.map(({ row, accounts }) => {
    const isExplained = sprayed.some(
      (other) =>
        narrower[row.by].some((by) => by === other.row.by) &&
        other.accounts >= explainedShare * accounts &&
        (row.by === 'client' || isWithin(other.row.source, row.source)),
    );
    return judgeSource(params, row, isExplained ? 0 : accounts);
  });
}

/** Accounts that a source fails at like a spray does; 0 if it looks like an office, or like an attack on few. */
function sprayedAccounts(params: Params, row: SprayObservation): number {
  if (row.failures > params.triesPerAccountMax * row.accounts) return 0;
  const allowed = params.failedPerSucceeded * row.succeededAccounts;
  if (row.accounts >= allowed) return row.accounts;
  return row.strangeAccounts >= allowed ? row.strangeAccounts : 0;
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

function judgeSource(params: Params, row: SprayObservation, accounts: number): Judgment {
  const level = levelOf(accounts, params.warnAccounts, params.alertAccounts);
  return {
    key: `${row.by}|${row.source}`,
    label: row.source,
    personal: row.by !== 'client',
    // A password that was right turns a warning into an alert.
    level: level === 'warn' && row.provenAccounts > 0 ? 'alert' : level,
    value: accounts,
    warnThreshold: params.warnAccounts,
    threshold: params.alertAccounts,
    recoveryThreshold: params.warnAccounts / 2,
    worseWhen: 'higher',
    measure: `accounts tried in ${params.windowMinutes} minutes`,
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
