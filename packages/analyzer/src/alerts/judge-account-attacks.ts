import type { Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertParams } from '@turnaway/contracts/alert-kinds';
import type {
  BruteForceObservation,
  MfaFatigueObservation,
  SuccessAfterFailuresObservation,
} from '@turnaway/contracts/alert-observations';
import { addressFact } from './address-fact.js';
import { readAllowList } from './allow-list.js';
import { countryName } from './country-places.js';
import { formatCount, formatNumber } from './format-number.js';
import { levelOf } from './level-of.js';
import { approvedKeyOf } from './prompt-keys.js';

/** So many accounts that one address tries are what the rule about sprays warns of. */
const sprayedAccounts = 8;

/**
 * Accounts at which many passwords are tried from addresses where their owners never succeeded. A phone that goes on
 * with an old password fails as long, but seldom more than once in four minutes and mostly from where its owner is at
 * home. Where an owner was not seen for days every address is strange, and it takes half as many again to be sure.
 * One address that tries many accounts is a spray, and told as one.
 */
export function judgeBruteForce(
  params: AlertParams<'brute-force'>,
  observed: readonly BruteForceObservation[],
): Judgment[] {
  const allow = readAllowList(params.allow);
  const accountsOf = new Map<string | null, number>();
  for (const { topAddress } of observed) accountsOf.set(topAddress, (accountsOf.get(topAddress) ?? 0) + 1);
  const isSpray = ({ topAddress }: BruteForceObservation): boolean =>
    topAddress !== null && (accountsOf.get(topAddress) ?? 0) >= sprayedAccounts;
  return observed
    .filter(({ account, topAddress }) => !allow.hasAccount(account) && !allow.hasAddress(topAddress))
    .map((row) => ({ row, factor: row.lastSuccessAt === null ? 1.5 : 1 }))
    .map(({ row, factor }) => ({
      ...aboutPerson(row.account),
      level: isSpray(row)
        ? ('ok' as const)
        : levelOf(row.strangeFailures, params.warnFailures, factor * params.alertFailures),
      value: row.strangeFailures,
      warnThreshold: params.warnFailures,
      threshold: factor * params.alertFailures,
      recoveryThreshold: params.warnFailures / 3,
      measure: `wrong passwords in ${formatCount(params.windowMinutes, 'minute')}`,
      because: `${row.strangeFailures} of ${row.failures} wrong passwords at one account came from ${formatCount(row.strangeAddresses, 'address', 'addresses')} where it never signed in${row.lockedOut ? '; it is locked now' : ''}.`,
      evidence: [
        { label: 'Account', value: row.account, personal: true },
        addressFact('Address', row.topAddress),
        { label: 'Addresses', value: row.strangeAddresses, personal: false },
        { label: 'Last success', value: row.lastSuccessAt ?? 'none that is kept', personal: false },
        { label: 'First try', value: row.firstAt, personal: false },
      ],
    }));
}

/**
 * People who get prompt after prompt. From where a person is known it is more likely a phone in another room, so that
 * it takes twice as many; an approval after several that were not is an alert of its own, since it is news to whoever was
 * told of the prompts.
 */
export function judgeMfaFatigue(
  params: AlertParams<'mfa-fatigue'>,
  observed: readonly MfaFatigueObservation[],
): Judgment[] {
  const allow = readAllowList(params.allow);
  return observed
    .filter(({ person, topAddress }) => !allow.hasAccount(person) && !allow.hasAddress(topAddress))
    .flatMap((row) => {
      const prompts = row.denied + row.noAnswer;
      const factor = row.knownAddress ? 2 : 1;
      const warn = params.warnPrompts * factor;
      const alert = params.alertPrompts * factor;
      const gaveIn = row.approvedAt !== null && !row.knownAddress && prompts >= params.approvedAfter;
      const judgment = {
        ...aboutPerson(row.person),
        level: levelOf(prompts, warn, alert),
        value: prompts,
        warnThreshold: warn,
        threshold: alert,
        recoveryThreshold: warn / 3,
        measure: `prompts not approved in ${formatCount(params.windowMinutes, 'minute')}`,
        because: `${promptsIn(row)}.`,
        evidence: [
          { label: 'Person', value: row.person, personal: true },
          addressFact('Address', row.topAddress),
          { label: 'Seen there before', value: row.knownAddress ? 'yes' : 'no', personal: false },
          { label: 'Approved', value: row.approvedAt ?? 'no', personal: false },
          { label: 'First prompt', value: row.firstAt, personal: false },
        ],
      };
      if (!gaveIn) return [judgment];
      const approved = {
        ...judgment,
        key: approvedKeyOf(row.person),
        level: 'alert' as const,
        value: prompts + 1,
        warnThreshold: null,
        threshold: params.approvedAfter + 1,
        recoveryThreshold: 0,
        measure: 'prompts until one was approved',
        because: `${promptsIn(row)}, and then one was approved.`,
      };
      return [judgment, approved];
    });
}

/**
 * Accounts that were entered after a run of wrong passwords, from a network that is new to them. People who mistype do
 * so where they are known; many of them behind one address are a network's way out.
 */
export function judgeSuccessAfterFailures(
  params: AlertParams<'success-after-failures'>,
  observed: readonly SuccessAfterFailuresObservation[],
): Judgment[] {
  const allow = readAllowList(params.allow);
  const sharedByPeople = 4;
  const phoneTriesPerMinute = 0.26;
  return observed
    .filter(({ person, address }) => !allow.hasAccount(person) && !allow.hasAddress(address))
    .map((row) => {
      const minutes = Math.max(1, (Date.parse(row.successAt) - Date.parse(row.failedSince)) / 60_000);
      const isPhone = !row.newCountry && row.failures / minutes <= phoneTriesPerMinute;
      const isStrange = row.newNetwork && !isPhone && row.peopleOfAddress < sharedByPeople;
      // A country that is new as well leaves little doubt.
      const alert = row.newCountry ? params.warnFailures : params.alertFailures;
      return {
        ...aboutPerson(row.person),
        origin: { addresses: [row.address] },
        level: isStrange ? levelOf(row.failures, params.warnFailures, alert) : ('ok' as const),
        value: row.failures,
        warnThreshold: params.warnFailures,
        threshold: alert,
        recoveryThreshold: 0,
        measure: 'wrong passwords before the success',
        because: `A success after ${formatCount(row.failures, 'wrong password')} from the same network, ${row.newNetwork ? 'which is new to this account' : 'where the account is known'}${row.newCountry ? ', as is the country' : ''}.`,
        evidence: [
          { label: 'Account', value: row.person, personal: true },
          { label: 'Address', value: row.address, personal: true },
          {
            label: 'Country',
            value: row.country === null ? 'not named' : countryName(row.country),
            personal: false,
          },
          { label: 'First wrong password', value: row.failedSince, personal: false },
          { label: 'Success', value: row.successAt, personal: false },
        ],
      };
    });
}

function aboutPerson(person: string) {
  return { key: person, label: person, personal: true, worseWhen: 'higher' as const, usual: null };
}

function promptsIn({ denied, noAnswer }: MfaFatigueObservation): string {
  const prompts = (count: number) => (count === 1 ? '1 prompt was' : `${formatNumber(count)} prompts were`);
  if (denied === 0) return `${prompts(noAnswer)} not answered`;
  return `${prompts(denied)} denied${noAnswer === 0 ? '' : ` and ${formatNumber(noAnswer)} not answered`}`;
}
