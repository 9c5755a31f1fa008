import type { Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertParams } from '@turnaway/contracts/alert-kinds';
import type { LockoutObservation, StuffingObservation } from '@turnaway/contracts/alert-observations';
import { addressFact } from './address-fact.js';
import { formatCount, formatNumber } from './format-number.js';
import { levelOf } from './level-of.js';
import { unusualFrom } from './usual.js';

/** Of all who succeed, how many fail first, on the first day, when every address is one where nobody succeeded yet. */
const strangersShareAtFirst = 0.15;
/** Of all who succeed, so many fail at an address that is new, on the day after a weekend too. */
const strangersShare = 0.02;
/** Of all who succeed, how many are found locked, where no other day says how many are usual. */
const lockedShareAtFirst = 0.03;
/** And where others do: twice as many as usual are found locked where twice as many sign in. */
const lockedShare = 0.02;

/**
 * Many addresses that each try few accounts, a few times each. People at home, on trains and in hotels come from new
 * addresses too: how many is learned from the days before.
 */
export function judgeCredentialStuffing(
  params: AlertParams<'credential-stuffing'>,
  row: StuffingObservation,
): Judgment[] {
  // The middle of the days before: an attack yesterday is not what is usual.
  const usual = row.usualAccounts.toSorted((one, other) => one - other)[
    Math.floor(row.usualAccounts.length / 2)
  ];
  const ordinary =
    usual === undefined
      ? strangersShareAtFirst * row.succeededAccounts
      : Math.max(unusualFrom([usual], params.usualFactor), strangersShare * row.succeededAccounts);
  const warn = Math.max(params.warnAccounts, ordinary);
  const alert = Math.max(params.alertAccounts, 1.5 * ordinary);
  // One address that does half of it is a spray, and told as one.
  const isWide =
    row.addresses >= params.minimumAddresses && row.failuresPerAddressMax <= Math.max(5, 0.5 * row.failures);
  return [
    {
      key: 'all',
      label: 'All accounts',
      personal: false,
      level: isWide ? levelOf(row.accounts, warn, alert) : 'ok',
      value: row.accounts,
      warnThreshold: warn,
      threshold: alert,
      recoveryThreshold: warn / 2,
      worseWhen: 'higher',
      measure: `accounts tried from strange addresses in ${formatCount(params.windowMinutes, 'minute')}`,
      usual: Math.max(0, ...row.usualAccounts),
      because: `${formatCount(row.failures, 'try', 'tries')} at ${formatCount(row.accounts, 'account')} failed from ${formatCount(row.addresses, 'address', 'addresses')} that nobody signs in from; ${upTo(row.usualAccounts)} at this hour of the days before.`,
      evidence: [
        { label: 'Accounts', value: row.accounts, personal: false },
        { label: 'Addresses', value: row.addresses, personal: false },
        { label: 'Countries', value: row.countries, personal: false },
        { label: 'Unknown accounts', value: row.unknownAccounts, personal: false },
        { label: 'Accounts whose password was right', value: row.provenAccounts, personal: false },
      ],
    },
  ];
}

/** Many accounts that are found locked at once: an attack, or a change that makes everybody's devices fail. */
export function judgeLockoutStorm(params: AlertParams<'lockout-storm'>, row: LockoutObservation): Judgment[] {
  const ordinary =
    row.usualLockedAccounts.length === 0
      ? lockedShareAtFirst * row.succeededAccounts
      : ordinaryLockouts(row, params.usualFactor);
  const warn = Math.max(params.warnAccounts, ordinary);
  const alert = Math.max(params.alertAccounts, 1.5 * ordinary);
  return [
    {
      key: 'all',
      label: 'All accounts',
      personal: false,
      level: levelOf(row.lockedAccounts, warn, alert),
      value: row.lockedAccounts,
      warnThreshold: warn,
      threshold: alert,
      recoveryThreshold: warn / 2,
      worseWhen: 'higher',
      measure: `accounts locked in ${formatCount(params.windowMinutes, 'minute')}`,
      usual: row.usualLockedAccounts.length === 0 ? null : Math.max(...row.usualLockedAccounts),
      because: `${row.lockedAccounts === 1 ? '1 account was' : `${formatNumber(row.lockedAccounts)} accounts were`} found locked; ${upTo(row.usualLockedAccounts)} at this hour of the days before.`,
      evidence: [
        { label: 'Addresses', value: row.addresses, personal: false },
        addressFact('Address with the most', row.topAddress),
        { label: 'Accounts from there', value: row.topAddressAccounts, personal: false },
      ],
    },
  ];
}

/**
 * Large counts stray less than small ones: half the factor is out of the ordinary, and five times what chance adds. Where
 * more sign in than usual, more are found locked.
 */
function ordinaryLockouts(
  { usualLockedAccounts, succeededAccounts }: LockoutObservation,
  factor: number,
): number {
  const usual = Math.min(
    unusualFrom(usualLockedAccounts, factor),
    unusualFrom(usualLockedAccounts, factor / 2, 5),
  );
  return Math.max(usual, lockedShare * succeededAccounts);
}

function upTo(usual: readonly number[]): string {
  const most = Math.max(0, ...usual);
  return most === 0 ? 'none' : `up to ${formatNumber(most)}`;
}
