import { judge } from '@turnaway/analyzer';
import { codesByRole } from '@turnaway/analyzer/alerts/codes-by-role';
import { type SimulatedStep, systemOf } from '@turnaway/cli/dist/simulate/attempt.js';
import type { Incident, IncidentName } from '@turnaway/cli/dist/simulate/incidents.js';
import { createRandom } from '@turnaway/cli/dist/simulate/random.js';
import { simulateSteps, writeRecord } from '@turnaway/cli/dist/simulate/simulate-traffic.js';
import { createTenant } from '@turnaway/cli/dist/simulate/tenant.js';
import {
  type AlertKind,
  type AlertObservations,
  type AlertParams,
  alertKinds,
  alertParamsSchemas,
  type CarriedCounts,
  defaultAlertRules,
  type LeftCounts,
  type LeftQuestion,
} from '@turnaway/contracts';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { countCarried } from './count-carried.js';
import { countLeft } from './count-left.js';
import { benchObservers, decidedGroups } from './observers.js';
import { createRealInstall, type RealInstall } from './real-install.js';
import { addStep, createSignInLog } from './sign-in-log.js';
import { createStepReader } from './step-facts.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const lockoutParams = alertParamsSchemas['lockout-storm'].parse({});
const slotMs = 5 * minuteMs;
const workspaceId = 'default';
const people = 120;
const seed = 'observed';
/** From a Tuesday noon to Friday noon, as long as the bench remembers who passed; the last two hours bring nothing of Auth0. */
const from = new Date(Date.UTC(2026, 2, 10, 12));
const end = new Date(Date.UTC(2026, 2, 13, 12));
const auth0SilentFrom = end.getTime() - 2 * hourMs;
const looksAt = [-18, -9, -6, -3, 0].map((hours) => end.getTime() + hours * hourMs);

const at = (hoursBeforeEnd: number, minutes: number, name: IncidentName, scale = 1): Incident => {
  const begin = end.getTime() - hoursBeforeEnd * hourMs;
  return { name, from: new Date(begin), to: new Date(begin + minutes * minuteMs), scale };
};
/** Something of every kind shortly before one of the looks. */
const incidents = [
  at(30, 600, 'slow-spray', 3),
  at(24, 24 * 60, 'wrong-secret'),
  at(20, 20 * 60, 'regression'),
  at(20, 20 * 60, 'escalation'),
  at(18.7, 60, 'password-spray'),
  at(18.6, 60, 'account-takeover'),
  at(9.6, 30, 'outage', 1.5),
  at(9.5, 60, 'credential-stuffing', 2),
  at(9.4, 40, 'impossible-travel'),
  at(6.8, 120, 'broken-records'),
  at(6.6, 60, 'brute-force', 2),
  at(6.5, 60, 'lockout-storm', 2),
  at(5, 5 * 60, 'new-error'),
  at(4, 4 * 60, 'unknown-code'),
  at(3.7, 45, 'token-theft', 2),
  at(3.6, 40, 'mfa-fatigue', 2),
  at(3.5, 90, 'one-client-stuffing', 2),
  at(2, 120, 'double-redemption'),
  at(0.8, 40, 'mfa-burst'),
] satisfies Incident[];

let install: RealInstall;
/** What both ways of counting said at every look. */
const looks: { nowMs: number; rule: (typeof rules)[number]; counted: unknown; queried: unknown }[] = [];

/** What both ways of counting left of everything that a rule may count, at every look. */
const lefts: {
  question: LeftQuestion;
  counted: Map<string, LeftCounts>;
  queried: Map<string, LeftCounts>;
}[] = [];
const { wrongCredential, noSuchAccount, lockedOut, blockedAddress, tokenReused } = codesByRole;
const firstFactors = [...wrongCredential, ...noSuchAccount, ...lockedOut, ...blockedAddress];
const others: LeftQuestion['others'] = [
  { id: 'spray', events: { origin: { networks: ['198.51.100.0/24'] } } },
  { id: 'address', events: { origin: { addresses: ['198.51.100.217'] } } },
  { id: 'tool', events: { origin: { clients: ['Go-http-client 1.1', 'okhttp 4.12'] }, codes: firstFactors } },
  { id: 'stuffing', events: { codes: firstFactors, strangers: true } },
  { id: 'lockouts', events: { codes: firstFactors, lockedBy: lockedOut } },
  { id: 'provider', events: { system: 'entra', source: 'identity-provider', cause: 'service-fault' } },
  { id: 'secret', events: { app: 'Build Agents', codes: ['entra/7000215'] } },
  { id: 'replay', events: { codes: tokenReused } },
];
const counting: Pick<LeftQuestion, 'select' | 'by' | 'windowMinutes'>[] = [
  { select: {}, by: 'all', windowMinutes: 360 },
  { select: {}, by: 'app', windowMinutes: 60 },
  { select: {}, by: 'system', windowMinutes: 60 },
  { select: {}, by: 'code', windowMinutes: 1_440 },
  { select: { codes: firstFactors }, by: 'account', windowMinutes: 30 },
  { select: { codes: firstFactors, strangers: true }, by: 'all', windowMinutes: 60 },
  { select: { codes: lockedOut }, by: 'all', windowMinutes: 60 },
];

/** The rules of a fresh install, and one of the kind that somebody must set up. */
const rules = [
  ...defaultAlertRules,
  {
    kind: 'threshold' as const,
    name: 'Half of an app fails',
    params: alertParamsSchemas.threshold.parse({
      measure: 'failure-rate',
      windowMinutes: 60,
      threshold: 0.5,
      recoveryThreshold: 0.2,
      groupBy: 'app',
    }),
  },
];

/** What both ways of counting said of the feeds that bring the successes, at every look and for two windows. */
const carrieds: { counted: CarriedCounts; queried: CarriedCounts }[] = [];

beforeAll(async () => {
  install = await createRealInstall(inject('postgresUrl'));
  await decideGroups();
  await play();
}, 600_000);
afterAll(() => install.drop());

async function decideGroups(): Promise<void> {
  for (const { errorCode, app, state } of decidedGroups) {
    await install.db.pool.query(
      `insert into error_groups (workspace_id, error_code, app, state, state_since, first_seen_at, last_seen_at)
       values ($1, $2, $3, $4, $5, $5, $6)`,
      [workspaceId, errorCode, app, state, from, end],
    );
    await install.db.pool.query(
      `insert into error_group_history (id, workspace_id, error_code, app, at, what, "to")
       values (gen_random_uuid(), $1, $2, $3, $4, 'state', $5)`,
      [workspaceId, errorCode, app, from, state],
    );
  }
}

/** Plays the days into both, five minutes a batch, and looks at every rule at the looks' times. */
async function play(): Promise<void> {
  const tenant = createTenant(seed, people);
  const random = createRandom('records');
  const log = createSignInLog(from.getTime(), 0);
  const readStep = createStepReader(tenant);
  let waiting = new Map<string, object[]>();
  let nextMs = from.getTime() + slotMs;
  const closeSlot = async (): Promise<void> => {
    for (const [system, records] of waiting) await install.send(system, records, nextMs - 1);
    waiting = new Map();
    // The bench looks every five minutes, and remembers how many were locked.
    benchObservers['lockout-storm'](log, lockoutParams, nextMs);
    if (looksAt.includes(nextMs)) await lookAtAll(log, nextMs);
    nextMs += slotMs;
  };
  const steps = simulateSteps({ seed, from, to: end, people, recordsPerDay: people * 12, incidents });
  for (const step of steps) {
    if (isLost(step)) continue;
    while (step.atMs >= nextMs) await closeSlot();
    addStep(log, step, readStep(step));
    const { system, record } = writeRecord(tenant, step, random);
    waiting.set(system, [...(waiting.get(system) ?? []), record]);
  }
  while (nextMs <= end.getTime()) await closeSlot();
}

function isLost({ attempt, atMs }: SimulatedStep): boolean {
  return systemOf(attempt.flow) === 'auth0' && atMs >= auth0SilentFrom;
}

/** Each of the others by itself, and all of them. */
async function leaveAll(log: Parameters<typeof addStep>[0], nowMs: number): Promise<void> {
  const keys = {
    all: ['all'],
    app: [...new Set(log.failures.map(({ app }) => app))],
    system: [...install.feeds.keys()],
    code: [...log.failuresOfCode.keys()],
    account: [...new Set(log.firstFactors.flatMap(({ person }) => person ?? []))],
  };
  for (const each of counting) {
    for (const told of [others, ...others.map((other) => [other])]) {
      const ofKey = keys[each.by as keyof typeof keys];
      const question = { ...each, ruleId: '', kind: 'threshold' as const, keys: ofKey, others: told };
      const queried = await install.countLeft(question, nowMs);
      lefts.push({ question, counted: countLeft(log, question, nowMs), queried });
    }
  }
}

/** Each feed as if it were silent. */
async function carryAll(log: Parameters<typeof addStep>[0], nowMs: number): Promise<void> {
  for (const windowMinutes of [60, 200]) {
    const question = { ruleId: '', windowMinutes };
    const inMemory = [...install.feeds.keys()].map((system) => ({ alertId: system, feedId: system }));
    const stored = [...install.feeds].map(([system, feedId]) => ({ alertId: system, feedId }));
    carrieds.push({
      counted: countCarried(log, { ...question, feeds: inMemory }, nowMs),
      queried: await install.countCarried({ ...question, feeds: stored }, nowMs),
    });
  }
}

async function lookAtAll(log: Parameters<typeof addStep>[0], nowMs: number): Promise<void> {
  await leaveAll(log, nowMs);
  await carryAll(log, nowMs);
  for (const rule of rules) {
    const observe = benchObservers[rule.kind] as (...of: unknown[]) => unknown;
    const counted = observe(log, rule.params, nowMs);
    looks.push({ nowMs, rule, counted, queried: await install.observe(rule, nowMs) });
  }
}

type Facts = Record<string, unknown>;
const byKey = <Row>(rows: readonly Row[], keyOf: (row: Row) => string, of: (row: Row) => unknown): Facts =>
  Object.fromEntries(rows.map((row) => [keyOf(row), of(row)]));
const second = (text: string | null) => text?.slice(0, 19) ?? null;

/** What the two ways must agree on: of each kind all that its judge reads, of lists in any order. */
const factsOf: {
  [Kind in AlertKind]: (observed: AlertObservations[Kind], params: AlertParams<Kind>) => Facts;
} = {
  threshold: (rows) =>
    byKey(
      rows.filter(({ attempts }) => attempts > 0),
      ({ key }) => key,
      ({ value, attempts }) => ({ value, attempts }),
    ),
  baseline: (rows) =>
    byKey(
      rows.filter(({ failures, successes }) => failures + successes > 0),
      ({ key }) => key,
      ({ failures, successes, learnedSince }) => ({ failures, successes, learnedSince }),
    ),
  'new-error': ({ learnedSince, codes }) => ({ learnedSince, ...codesOf(codes) }),
  'unknown-code': (codes) => codesOf(codes),
  'group-change': (rows) =>
    byKey(
      rows.filter(({ failures }) => failures > 0),
      ({ groupId }) => groupId,
      ({ state, failures, people }) => ({ state, failures, people }),
    ),
  'provider-trouble': (rows) =>
    byKey(
      rows,
      ({ system, source }) => `${system}|${source}`,
      ({ label: _, codes, ...row }) => ({ ...row, codes: codes.toSorted() }),
    ),
  'app-credential': (rows) =>
    byKey(
      rows,
      ({ app, errorCode }) => `${app}|${errorCode}`,
      ({ expired, failures, failuresSinceSuccess, firstSeenAt, lastFailureAt }) => ({
        ...{ expired, failures, failuresSinceSuccess },
        ...{ firstSeenAt: second(firstSeenAt), lastFailureAt: second(lastFailureAt) },
      }),
    ),
  'feed-silent': (rows) =>
    byKey(
      rows,
      ({ name }) => name,
      ({ newestEventAt, history }) => ({
        newestEventAt: second(newestEventAt),
        history: Object.fromEntries(history.map((slot) => [slot.at, slot.events])),
      }),
    ),
  rejects: (rows) =>
    byKey(
      rows.filter(({ rejected }) => rejected > 0),
      ({ name }) => name,
      ({ feedId: _, reasons: __, ...row }) => row,
    ),
  'password-spray': (rows, { failedPerSucceeded }) =>
    byKey(
      rows.filter(({ accounts, succeededAccounts }) => accounts >= failedPerSucceeded * succeededAccounts),
      ({ windowMinutes, by, source }) => `${windowMinutes}|${by}|${source}`,
      ({ topClient: _, firstAt, lastAt, codes, ...row }) => ({
        ...{ ...row, firstAt: second(firstAt), lastAt: second(lastAt), codes: codes.length },
      }),
    ),
  'brute-force': (rows) =>
    byKey(
      rows,
      ({ account }) => account,
      ({ topAddress: _, lastSuccessAt, firstAt, lastAt, ...row }) => ({
        ...{ ...row, hasSucceeded: lastSuccessAt !== null },
        ...{ firstAt: second(firstAt), lastAt: second(lastAt) },
      }),
    ),
  'credential-stuffing': ({ provenAccounts: _, succeededAccounts: __, ...row }) => row,
  'mfa-fatigue': (rows) =>
    byKey(
      rows,
      ({ person }) => person,
      ({ topAddress: _, approvedAt, firstAt, lastAt, ...row }) => ({
        ...{ ...row, isApproved: approvedAt !== null },
        ...{ firstAt: second(firstAt), lastAt: second(lastAt) },
      }),
    ),
  'lockout-storm': ({ topAddress: _, succeededAccounts: __, ...row }) => row,
  'success-after-failures': (rows) =>
    byKey(
      rows,
      ({ person, address }) => `${person}|${address}`,
      ({ failedSince, successAt, ...row }) => ({
        ...{ ...row, failedSince: second(failedSince), successAt: second(successAt) },
      }),
    ),
  'impossible-travel': (rows) =>
    byKey(
      rows.filter(({ from, to }) => Date.parse(to.at) - Date.parse(from.at) < 24 * hourMs),
      ({ person, from, to }) => `${person} ${second(from.at)} ${second(to.at)}`,
      ({ from, to, usualCountries }) => ({
        from: { ...from, at: second(from.at) },
        to: { ...to, at: second(to.at) },
        usualCountries: usualCountries.toSorted(),
      }),
    ),
  'token-replay': (rows) =>
    byKey(
      rows,
      ({ app, person, errorCode }) => `${app}|${person}|${errorCode}`,
      ({ firstAt, lastAt, title: _, ...row }) => ({
        ...row,
        firstAt: second(firstAt),
        lastAt: second(lastAt),
      }),
    ),
};

function codesOf(codes: AlertObservations['unknown-code']): Facts {
  return byKey(
    codes,
    ({ errorCode }) => errorCode,
    ({ firstSeenAt, failures, people: who, apps }) => ({
      firstSeenAt: second(firstSeenAt),
      ...{ failures, people: who, apps },
    }),
  );
}

/** Whether a rule finds something is what counts in the end, history included. */
function findings<Kind extends AlertKind>(
  { kind, params }: { kind: Kind; params: AlertParams<Kind> },
  observed: AlertObservations[Kind],
  nowMs: number,
): Facts {
  // What was usual of a group before it was ignored lies before the days that are played.
  if (kind === 'group-change') return {};
  const found = judge(kind, params, observed, new Date(nowMs)).filter(({ level }) => level !== 'ok');
  return byKey(
    found,
    ({ key }) => nameOfFeed(key),
    ({ level, value, threshold }) => ({
      ...{ level, value: Math.round(value * 100) / 100 },
      threshold: Math.round(threshold * 100) / 100,
    }),
  );
}

/** A key that names a feed names its system in memory. */
function nameOfFeed(key: string): string {
  for (const [name, id] of install.feeds) if (key.startsWith(id)) return key.replace(id, name);
  return key;
}

describe.each(rules.map(({ name }) => name))('%s', (name) => {
  test('is counted in memory as the queries count it', () => {
    const ofRule = looks.filter(({ rule }) => rule.name === name);
    expect(ofRule).toHaveLength(looksAt.length);
    for (const { nowMs, rule, counted, queried } of ofRule) {
      const facts = factsOf[rule.kind] as (...of: unknown[]) => Facts;
      const found = findings as (...of: unknown[]) => Facts;
      const when = new Date(nowMs).toISOString();
      expect({ when, ...facts(counted, rule.params) }).toEqual({ when, ...facts(queried, rule.params) });
      expect({ when, ...found(rule, counted, nowMs) }).toEqual({ when, ...found(rule, queried, nowMs) });
    }
  });
});

test('which feeds usually bring the successes is counted in memory as the query counts it', () => {
  expect(carrieds).toHaveLength(2 * looksAt.length);
  for (const { counted, queried } of carrieds) expect(counted).toEqual(queried);
  const bySystem = [...install.feeds.keys()].map((system) =>
    carrieds.flatMap(({ queried }) => queried.feeds[system] ?? []),
  );
  for (const ofFeed of bySystem) expect(ofFeed.some(({ usual }) => usual > 0)).toBe(true);
  const feeds = bySystem.flat();
  expect(feeds.some(({ recentSuccesses }) => recentSuccesses > 0)).toBe(true);
  expect(feeds.some(({ recentOthers }) => recentOthers > 0)).toBe(true);
  expect(carrieds.at(-1)?.queried.feeds.auth0).toMatchObject({ recentSuccesses: 0, recentOthers: 0 });
});

test('every kind has something to be counted', () => {
  const empty = alertKinds.filter((kind) => {
    const ofKind = looks.filter(({ rule }) => rule.kind === kind);
    const facts = factsOf[kind] as (...of: unknown[]) => Facts;
    return ofKind.every(({ rule, queried }) => Object.keys(facts(queried, rule.params)).length === 0);
  });
  expect(empty).toEqual([]);
});

test('what is left of alerts without what others tell of is counted in memory as the query counts it', () => {
  const told = new Set<string>();
  for (const { question, counted, queried } of lefts) {
    const { by, select, windowMinutes } = question;
    const some = [...counted].filter(([, { events }]) => events > 0);
    for (const [, counts] of some)
      for (const [id, events] of Object.entries(counts.told)) if (events > 0) told.add(id);
    expect({ by, select, windowMinutes, counts: Object.fromEntries(some) }).toEqual({
      ...{ by, select, windowMinutes },
      counts: Object.fromEntries(queried),
    });
  }
  expect([...told].sort()).toEqual(others.map(({ id }) => id).sort());
});
