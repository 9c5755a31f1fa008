import type { Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertParams } from '@turnaway/contracts/alert-kinds';
import type { TokenReplayObservation } from '@turnaway/contracts/alert-observations';
import { readAllowList } from './allow-list.js';
import { levelOf } from './level-of.js';
import { unusualFrom } from './usual.js';

type Params = AlertParams<'token-replay'>;

/**
 * Codes and tokens that were used twice. Once or twice by one person at one address is a double click or a retry; from
 * addresses where the person never was it may be a theft; many times at one app it is the app's own fault.
 */
export function judgeTokenReplay(params: Params, observed: readonly TokenReplayObservation[]): Judgment[] {
  const allow = readAllowList(params.allow);
  const rows = observed.filter(({ person }) => !allow.hasAccount(person));
  const apps = new Map<string, TokenReplayObservation[]>();
  for (const row of rows) apps.set(row.app, [...(apps.get(row.app) ?? []), row]);
  return [
    ...rows.flatMap((row) => (row.person === null ? [] : [judgePerson(params, row, row.person)])),
    ...[...apps].map(([app, ofApp]) => judgeApp(params, app, ofApp)),
  ];
}

function judgePerson(params: Params, row: TokenReplayObservation, person: string): Judgment {
  const isTheft = row.isFinding && row.strangeAddresses > 0;
  const isStrange = row.addresses > 1 && row.strangeAddresses > 0 && row.reuses >= params.strangeReuses;
  return {
    key: `${row.app}|${person}`,
    label: `${person} at ${row.app}`,
    personal: true,
    level: isTheft || isStrange ? 'alert' : 'ok',
    value: row.reuses,
    warnThreshold: null,
    threshold: params.strangeReuses,
    recoveryThreshold: 0,
    worseWhen: 'higher',
    measure: `reuses in ${params.windowMinutes} minutes`,
    usual: 0,
    because: `${row.title}: ${row.reuses} times for one person, from ${row.addresses} addresses, ${row.strangeAddresses} of which are new to them.`,
    evidence: [
      { label: 'Person', value: person, personal: true },
      { label: 'App', value: row.app, personal: false },
      { label: 'Code', value: row.errorCode, personal: false },
      { label: 'Since', value: row.firstAt, personal: false },
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
    measure: `reuses in ${params.windowMinutes} minutes`,
    usual,
    because: `Codes or tokens were used a second time ${reuses} times at one app, by ${people} people.`,
    evidence: [
      { label: 'App', value: app, personal: false },
      { label: 'People', value: people, personal: false },
    ],
  };
}
