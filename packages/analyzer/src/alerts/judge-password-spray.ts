import type { Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertParams } from '@turnaway/contracts/alert-kinds';
import type { SprayObservation } from '@turnaway/contracts/alert-observations';
import { readAllowList } from './allow-list.js';
import { findSprays, type Spray } from './find-sprays.js';
import { formatCount, formatNumber } from './format-number.js';
import { levelOf } from './level-of.js';

type Params = AlertParams<'password-spray'>;

/** A stretch of time with the levels that hold in it. */
interface Levels {
  windowMinutes: number;
  warnAccounts: number;
  alertAccounts: number;
}

/** A slow one that pauses for longer is over, although its window still holds it. */
const slowPauseMs = 2 * 3_600_000;

/**
 * Sources that try a few passwords at many accounts each. What tells them from an office behind one address is that
 * those who fail are strangers there, who never got in from it, and that hardly anybody gets in meanwhile. One attack is
 * one finding, also where it is slow enough at first for the long window alone: the worse of both windows is told.
 */
export function judgePasswordSpray(
  params: Params,
  observed: readonly SprayObservation[],
  now: Date,
): Judgment[] {
  const allow = readAllowList(params.allow);
  const suspects = observed
    .filter(({ by, source }) => by === 'client' || !allow.hasAddress(source))
    .map((row) => ({ row, accounts: sprayedAccounts(params, row) }));
  const worst = new Map<string, Judgment>();
  for (const levels of levelsOf(params)) {
    const ofWindow = suspects.filter(({ row }) => row.windowMinutes === levels.windowMinutes);
    for (const spray of findSprays(ofWindow, levels.warnAccounts)) {
      const isOver = now.getTime() - Date.parse(spray.shown.row.lastAt) >= slowPauseMs;
      const judgment = judgeSpray(
        levels,
        isOver ? { ...spray, shown: { ...spray.shown, accounts: 0 } } : spray,
      );
      const other = worst.get(judgment.key);
      if (other === undefined || isWorse(judgment, other)) worst.set(judgment.key, judgment);
    }
  }
  return [...worst.values()];
}

function levelsOf({ windowMinutes, warnAccounts, alertAccounts, ...slow }: Params): Levels[] {
  const soon = { windowMinutes, warnAccounts, alertAccounts };
  if (slow.slowWindowMinutes === 0) return [soon];
  return [
    soon,
    {
      windowMinutes: slow.slowWindowMinutes,
      warnAccounts: slow.slowWarnAccounts,
      alertAccounts: slow.slowAlertAccounts,
    },
  ];
}

function isWorse(one: Judgment, other: Judgment): boolean {
  if (one.level !== other.level) return one.level === 'alert' || other.level === 'ok';
  return one.value / one.threshold > other.value / other.threshold;
}

/** Strangers that a source fails at like a spray does; 0 if it looks like an office, or like an attack on few. */
function sprayedAccounts(params: Params, row: SprayObservation): number {
  if (row.failures > params.triesPerAccountMax * row.accounts) return 0;
  return row.strangeAccounts >= params.failedPerSucceeded * row.succeededAccounts ? row.strangeAccounts : 0;
}

const nouns = { address: 'one address', network: 'one network', client: 'one kind of client' };

function judgeSpray(
  { windowMinutes, warnAccounts, alertAccounts }: Levels,
  { key, aliases, shown, networks, origin }: Spray,
): Judgment {
  const { row, accounts } = shown;
  const level = levelOf(accounts, warnAccounts, alertAccounts);
  const isPersonal = row.by !== 'client';
  const from = networks > 1 ? `${networks} networks` : nouns[row.by];
  return {
    key,
    aliases,
    origin,
    label: row.source,
    personal: isPersonal,
    // A password that was right turns a warning into an alert.
    level: level === 'warn' && row.provenAccounts > 0 ? 'alert' : level,
    value: accounts,
    warnThreshold: warnAccounts,
    threshold: alertAccounts,
    recoveryThreshold: warnAccounts / 2,
    worseWhen: 'higher',
    measure: `strange accounts tried in ${formatCount(windowMinutes, 'minute')}`,
    usual: null,
    because:
      level === 'ok'
        ? `${formatCount(row.accounts, 'account')} failed from ${from}, where ${formatNumber(row.succeededAccounts)} succeeded.`
        : `From ${from}, ${formatCount(row.failures, 'try', 'tries')} at ${formatCount(row.accounts, 'account')} failed, and ${row.succeededAccounts === 0 ? 'none' : formatCount(row.succeededAccounts, 'account')} succeeded.`,
    evidence: [
      { label: isPersonal ? 'Source' : 'Client', value: row.source, personal: isPersonal },
      { label: 'Addresses', value: row.addresses, personal: false },
      ...(networks > 1 ? [{ label: 'Networks', value: networks, personal: false }] : []),
      ...(isPersonal && row.topClient !== null
        ? [{ label: 'Client', value: row.topClient, personal: false }]
        : []),
      { label: 'First try', value: row.firstAt, personal: false },
      { label: 'Accounts whose password was right', value: row.provenAccounts, personal: false },
      { label: 'Accounts that never succeeded there', value: row.strangeAccounts, personal: false },
      { label: 'Unknown accounts', value: row.unknownAccounts, personal: false },
      { label: 'Most tries at one account', value: row.triesPerAccountMax, personal: false },
      { label: 'Codes', value: row.codes.join(', '), personal: false },
    ],
  };
}
