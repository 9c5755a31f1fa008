import type { Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertParams } from '@turnaway/contracts/alert-kinds';
import type { TokenReplayObservation } from '@turnaway/contracts/alert-observations';
import { readAllowList } from './allow-list.js';
import { formatCount, formatNumber } from './format-number.js';
import { levelOf } from './level-of.js';
import { unusualFrom } from './usual.js';

type Params = AlertParams<'token-replay'>;

/** Of more people than these at one app it is hardly a thief: the app uses codes twice, and phones change their address. */
const victimsMax = 3;

/**
 * Codes and tokens that were used twice. Once or twice by one person at one address is a double click or a retry; from
 * addresses where the person never was it may be a theft; many times at one app it is the app's own fault.
 */
export function judgeTokenReplay(params: Params, observed: readonly TokenReplayObservation[]): Judgment[] {
  const allow = readAllowList(params.allow);
  const rows = observed.filter(({ person }) => !allow.hasAccount(person));
  const apps = new Map<string, TokenReplayObservation[]>();
  for (const row of rows) apps.set(row.app, [...(apps.get(row.app) ?? []), row]);
  return [...apps].flatMap(([app, ofApp]) => {
    const strange = ofApp.filter((row) => isTheft(row) || isStrange(params, row));
    const victims = strange.length > victimsMax ? strange.filter(isTheft) : strange;
    return [
      ...ofApp.flatMap((row) =>
        row.person === null ? [] : [judgePerson(params, row, row.person, victims.includes(row))],
      ),
      // What is told of a person is not told of the app again.
      judgeApp(
        params,
        app,
        ofApp.filter((row) => !victims.includes(row)),
      ),
    ];
  });
}

function isTheft({ isFinding, person, strangeAddresses }: TokenReplayObservation): boolean {
  return isFinding && person !== null && strangeAddresses > 0;
}

function isStrange({ strangeReuses }: Params, row: TokenReplayObservation): boolean {
  return row.person !== null && row.addresses > 1 && row.strangeAddresses > 0 && row.reuses >= strangeReuses;
}

function judgePerson(
  params: Params,
  row: TokenReplayObservation,
  person: string,
  isVictim: boolean,
): Judgment {
  return {
    key: `${row.app}|${person}`,
    label: person,
    personal: true,
    level: isVictim ? 'alert' : 'ok',
    value: row.reuses,
    warnThreshold: null,
    threshold: params.strangeReuses,
    recoveryThreshold: 0,
    worseWhen: 'higher',
    measure: `reuses in ${formatCount(params.windowMinutes, 'minute')}`,
    usual: 0,
    because: `${row.title}: ${formatCount(row.reuses, 'time')} for one person, from ${formatCount(row.addresses, 'address', 'addresses')}, ${formatNumber(row.strangeAddresses)} of them new to the person.`,
    evidence: [
      { label: 'Person', value: person, personal: true },
      { label: 'App', value: row.app, personal: false },
      { label: 'Code', value: row.errorCode, personal: false },
      { label: 'First reuse', value: row.firstAt, personal: false },
    ],
  };
}

function judgeApp(params: Params, app: string, rows: readonly TokenReplayObservation[]): Judgment {
  const reuses = rows.reduce((sum, row) => sum + row.reuses, 0);
  const usual = Math.max(0, ...rows.map((row) => row.usualReuses));
  const ordinary = unusualFrom([usual], params.usualFactor);
  const warn = Math.max(params.warnReuses, ordinary);
  const alert = Math.max(params.alertReuses, 1.5 * ordinary);
  const people = new Set(rows.map((row) => row.person)).size;
  return {
    key: app,
    label: app,
    personal: false,
    level: levelOf(reuses, warn, alert),
    value: reuses,
    warnThreshold: warn,
    threshold: alert,
    recoveryThreshold: warn / 2,
    worseWhen: 'higher',
    measure: `reuses in ${formatCount(params.windowMinutes, 'minute')}`,
    usual,
    because: `Codes or tokens were used a second time ${formatCount(reuses, 'time')} at one app, by ${formatCount(people, 'person', 'people')}.`,
    evidence: [
      { label: 'App', value: app, personal: false },
      { label: 'People', value: people, personal: false },
    ],
  };
}
