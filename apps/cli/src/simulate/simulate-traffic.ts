import { type Attempt, type Flow, type SimulatedEvent, type SimulatedStep, systemOf } from './attempt.js';
import { buildAuth0Record } from './auth0-record.js';
import { busyAt, type Calendar } from './calendar.js';
import { buildEntraRecord } from './entra-record.js';
import { type FlowShares, flowProfiles, parseFlowShares } from './flows.js';
import type { ExtraAttempt, IncidentEffect } from './incident-effect.js';
import { createIncidentEffect, type Incident } from './incidents.js';
import { createNuisances, relocate } from './nuisances.js';
import { buildOktaRecord } from './okta-record.js';
import { createRandom, guid, type Random } from './random.js';
import { createTenant, type Place, pickAddress, pickPerson, type Tenant } from './tenant.js';

/** What traffic to make. */
export interface TrafficOptions {
  /** The same seed and options give the same records, byte for byte. */
  seed: string;
  /** First moment, included. */
  from: Date;
  /** Last moment, excluded. */
  to: Date;
  /** People in the company; 2,000 unless told. */
  people?: number;
  /** Log records of a mean day; 12 for each person unless told. A weekday has more, a weekend fewer. */
  recordsPerDay?: number;
  /** Failures of a mean day, incidents apart; instead of `recordsPerDay`. */
  failuresPerDay?: number;
  /** What is played, as `parseFlowShares` reads it; everything unless told. */
  shares?: FlowShares;
  incidents?: readonly Incident[];
  /** Holidays, the ends of months, and the change of clocks; none unless told. */
  calendar?: Calendar;
  /** Where the company has offices; in four countries unless told. */
  places?: readonly Place[];
}

const minuteMs = 60_000;
const minutesPerDay = 1_440;
const attemptMinutesMax = 10;
const usualPeople = 2_000;

/**
 * Sign-in logs of a made-up company, in order of time. Nothing in them is real: people, ids and apps are invented,
 * addresses are from the ranges for documentation. Memory does not grow with the span; no clock is read.
 * Throws RangeError if `people` is below 1.
 */
export function* simulateTraffic(options: TrafficOptions): Generator<SimulatedEvent, void, undefined> {
  const tenant = createTenant(options.seed, options.people ?? usualPeople, options.places);
  const random = createRandom(`${options.seed}/records`);
  for (const step of simulateSteps(options)) yield writeRecord(tenant, step, random);
}

/** The steps that the records of {@link simulateTraffic} are written from, in the same order. */
export function* simulateSteps(options: TrafficOptions): Generator<SimulatedStep, void, undefined> {
  const people = options.people ?? usualPeople;
  if (!(people >= 1)) throw new RangeError('people: expected at least 1');
  const tenant = createTenant(options.seed, people, options.places);
  const random = createRandom(`${options.seed}/traffic`);
  const attemptsPerMinute = ratesOf(options, people);
  const played = [...attemptsPerMinute.keys()];
  const effects = [
    ...(options.incidents ?? []).map((given, incident) => ({
      ...createIncidentEffect(given, tenant, played),
      incident,
    })),
    ...createNuisances(tenant, played).map((effect) => ({ ...effect, incident: null })),
  ];
  const { calendar = {} } = options;
  const fromMs = options.from.getTime();
  const toMs = options.to.getTime();

  let pending: SimulatedStep[] = [];
  for (let minute = Math.floor(fromMs / minuteMs) * minuteMs; minute < toMs; minute += minuteMs) {
    for (const [flow, perMinute] of attemptsPerMinute) {
      planMinute({ tenant, flow, perMinute, minute, effects, random, calendar }, pending);
    }
    for (const effect of effects) planExtras(effects, effect, minute, random, pending);
    pending.sort((one, other) => one.atMs - other.atMs);
    // The later steps of an attempt may belong to a minute that is yet to come.
    const end = Math.min(minute + minuteMs, toMs);
    let done = 0;
    for (const event of pending) {
      if (event.atMs >= end) break;
      done += 1;
      if (event.atMs >= fromMs) yield event;
    }
    pending = pending.slice(done);
  }
}

/** An effect, with the number of the incident that it is of; a nuisance is none. */
type PlannedEffect = IncidentEffect & { incident: number | null };

interface MinutePlan {
  tenant: Tenant;
  flow: Flow;
  perMinute: number;
  minute: number;
  effects: readonly PlannedEffect[];
  random: Random;
  calendar: Calendar;
}

function planMinute(plan: MinutePlan, pending: SimulatedStep[]): void {
  const { tenant, flow, perMinute, minute, random } = plan;
  const { rhythm } = flowProfiles[flow];
  // The later steps of an attempt come minutes after its first.
  const effects = plan.effects.filter(
    ({ fromMs, toMs }) => minute + attemptMinutesMax * minuteMs > fromMs && minute < toMs,
  );
  for (const place of tenant.places) {
    const where = flow === 'entra-service-principal' ? { ...place, utcOffsetHours: 0 } : place;
    const busy = busyAt(plan.calendar, rhythm, minute, where);
    const count = random.poisson(perMinute * place.share * busy);
    for (let index = 0; index < count; index += 1) {
      const atMs = minute + random.below(minuteMs);
      const attempt = relocate(tenant, createAttempt(tenant, flow, place, random), atMs);
      if (attempt !== null) addSteps({ ...plan, effects }, attempt, atMs, pending);
    }
  }
}

function addSteps(
  { flow, effects, random }: MinutePlan,
  attempt: Attempt,
  atMs: number,
  pending: SimulatedStep[],
): void {
  const usual = flowProfiles[flow].pickSteps(random);
  for (const effect of effects) {
    if (atMs < effect.fromMs || atMs >= effect.toMs) continue;
    const other = effect.replaceSteps(attempt, usual, random, atMs);
    if (other === null) continue;
    pushSteps(effects, effect.incident, { attempt, steps: other, atMs }, random, pending);
    return;
  }
  pushSteps(effects, null, { attempt, steps: usual, atMs }, random, pending);
}

function planExtras(
  effects: readonly PlannedEffect[],
  effect: PlannedEffect,
  minute: number,
  random: Random,
  pending: SimulatedStep[],
): void {
  if (minute + minuteMs <= effect.fromMs || minute >= effect.toMs) return;
  for (const extra of effect.makeExtras(minute, random)) {
    const isWithin = extra.atMs >= effect.fromMs && extra.atMs < effect.toMs;
    if (isWithin) pushSteps(effects, effect.incident, extra, random, pending);
  }
}

function pushSteps(
  effects: readonly PlannedEffect[],
  incident: number | null,
  { attempt, steps, atMs }: ExtraAttempt,
  random: Random,
  pending: SimulatedStep[],
): void {
  for (const step of timeSteps(attempt, steps, atMs, random)) {
    let made: SimulatedStep | null = { ...step, incident };
    for (const effect of effects) {
      if (step.atMs < effect.fromMs || step.atMs >= effect.toMs) continue;
      const fate = effect.fateOf(attempt, random, step.atMs);
      if (fate === 'lost') made = null;
      else if (fate === 'broken') made = { ...step, isBroken: true, incident: effect.incident };
      if (fate !== 'kept') break;
    }
    if (made !== null) pending.push(made);
  }
}

/** Somebody (or some app) at a place who is about to sign in. */
export function createAttempt(tenant: Tenant, flow: Flow, place: Place, random: Random): Attempt {
  const correlationId = guid(random);
  if (flow === 'entra-service-principal') {
    const app = random.pick(tenant.daemons);
    return { flow, person: null, app, place, address: '192.0.2.200', correlationId };
  }
  const person = pickPerson(tenant, random, place);
  const apps = flow === 'auth0' ? tenant.shops : tenant.apps;
  const app = apps[Math.floor(random.unit() ** 1.4 * apps.length)] ?? random.pick(apps);
  return { flow, person, app, place, address: pickAddress(person, random), correlationId };
}

/** The log records of an attempt, one for each step. */
export function playAttempt(
  tenant: Tenant,
  attempt: Attempt,
  steps: readonly string[],
  startMs: number,
  random: Random,
): SimulatedEvent[] {
  return timeSteps(attempt, steps, startMs, random).map((step) => writeRecord(tenant, step, random));
}

/** The steps of an attempt, a few seconds apart as people are. */
function timeSteps(
  attempt: Attempt,
  steps: readonly string[],
  startMs: number,
  random: Random,
): SimulatedStep[] {
  let atMs = startMs;
  return steps.map((step, index) => {
    if (index > 0) atMs += 900 + random.below(24_000);
    return { attempt, step, atMs, isBroken: false, incident: null };
  });
}

/** The record of a step, as its system writes it. */
export function writeRecord(
  tenant: Tenant,
  { attempt, step, atMs, isBroken }: SimulatedStep,
  random: Random,
): SimulatedEvent {
  const system = systemOf(attempt.flow);
  const record = recordBuilders[system]({ tenant, attempt, step, atMs }, random);
  return { occurredAt: new Date(atMs), system, record: isBroken ? breakRecord(record) : record };
}

const recordBuilders = { entra: buildEntraRecord, okta: buildOktaRecord, auth0: buildAuth0Record } as const;

/** As after a change in the sender's pipeline: all fields are there under other names, so that no envelope fits. */
function breakRecord(record: object): object {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [`${name}_renamed`, breakValue(value)]),
  );
}

function breakValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(breakValue);
  return typeof value === 'object' && value !== null ? breakRecord(value) : value;
}

function ratesOf(options: TrafficOptions, people: number): Map<Flow, number> {
  const shares = options.shares ?? everything();
  let shareTotal = 0;
  let records = 0;
  let failures = 0;
  for (const [flow, share] of shares) {
    shareTotal += share;
    records += share * flowProfiles[flow].stepsMean;
    failures += share * flowProfiles[flow].failuresMean;
  }
  const attemptsPerDay =
    options.failuresPerDay === undefined
      ? ((options.recordsPerDay ?? people * 12) * shareTotal) / records
      : (options.failuresPerDay * shareTotal) / failures;
  return new Map(
    [...shares].map(([flow, share]) => [flow, (attemptsPerDay * share) / shareTotal / minutesPerDay]),
  );
}

function everything(): FlowShares {
  const shares = parseFlowShares(undefined);
  if ('problem' in shares) throw new RangeError(shares.problem);
  return shares;
}
