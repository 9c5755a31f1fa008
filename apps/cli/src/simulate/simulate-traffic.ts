import { type Attempt, type Flow, type SimulatedEvent, systemOf } from './attempt.js';
import { buildAuth0Record } from './auth0-record.js';
import { buildEntraRecord } from './entra-record.js';
import { type FlowShares, flowProfiles, parseFlowShares } from './flows.js';
import { createIncidentEffect, type Incident, type IncidentEffect } from './incidents.js';
import { buildOktaRecord } from './okta-record.js';
import { createRandom, guid, type Random } from './random.js';
import { rhythmAt } from './rhythm.js';
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
}

const minuteMs = 60_000;
const minutesPerDay = 1_440;

/**
 * Sign-in logs of a made-up company, in order of time. Nothing in them is real: people, ids and apps are invented,
 * addresses are from the ranges for documentation. Memory does not grow with the span; no clock is read.
 * Throws RangeError if `people` is below 1.
 */
export function* simulateTraffic(options: TrafficOptions): Generator<SimulatedEvent, void, undefined> {
  const people = options.people ?? 2_000;
  if (!(people >= 1)) throw new RangeError('people: expected at least 1');
  const tenant = createTenant(options.seed, people);
  const random = createRandom(`${options.seed}/traffic`);
  const attemptsPerMinute = ratesOf(options, people);
  const played = [...attemptsPerMinute.keys()];
  const effects = (options.incidents ?? []).map((incident) => createIncidentEffect(incident, tenant, played));
  const fromMs = options.from.getTime();
  const toMs = options.to.getTime();

  let pending: SimulatedEvent[] = [];
  for (let minute = Math.floor(fromMs / minuteMs) * minuteMs; minute < toMs; minute += minuteMs) {
    for (const [flow, perMinute] of attemptsPerMinute) {
      planMinute({ tenant, flow, perMinute, minute, effects, random }, pending);
    }
    for (const effect of effects) planExtras(effect, tenant, minute, random, pending);
    pending.sort((one, other) => one.occurredAt.getTime() - other.occurredAt.getTime());
    // The later steps of an attempt may belong to a minute that is yet to come.
    const end = Math.min(minute + minuteMs, toMs);
    let done = 0;
    for (const event of pending) {
      const atMs = event.occurredAt.getTime();
      if (atMs >= end) break;
      done += 1;
      if (atMs >= fromMs) yield event;
    }
    pending = pending.slice(done);
  }
}

interface MinutePlan {
  tenant: Tenant;
  flow: Flow;
  perMinute: number;
  minute: number;
  effects: readonly IncidentEffect[];
  random: Random;
}

function planMinute(plan: MinutePlan, pending: SimulatedEvent[]): void {
  const { tenant, flow, perMinute, minute, random } = plan;
  const { rhythm } = flowProfiles[flow];
  for (const place of tenant.places) {
    const busy = rhythmAt(rhythm, minute, flow === 'entra-service-principal' ? 0 : place.utcOffsetHours);
    const count = random.poisson(perMinute * place.share * busy);
    for (let index = 0; index < count; index += 1) {
      const atMs = minute + random.below(minuteMs);
      const attempt = createAttempt(tenant, flow, place, random);
      pending.push(...playAttempt(tenant, attempt, stepsOf(plan, attempt, atMs), atMs, random));
    }
  }
}

function stepsOf(plan: MinutePlan, attempt: Attempt, atMs: number): readonly string[] {
  const usual = flowProfiles[plan.flow].pickSteps(plan.random);
  for (const effect of plan.effects) {
    if (atMs < effect.fromMs || atMs >= effect.toMs) continue;
    const other = effect.replaceSteps(attempt, usual, plan.random);
    if (other !== null) return other;
  }
  return usual;
}

function planExtras(
  effect: IncidentEffect,
  tenant: Tenant,
  minute: number,
  random: Random,
  pending: SimulatedEvent[],
): void {
  if (effect.extraPerMinute === 0 || minute + minuteMs <= effect.fromMs || minute >= effect.toMs) return;
  const count = random.poisson(effect.extraPerMinute);
  for (let index = 0; index < count; index += 1) {
    const atMs = minute + random.below(minuteMs);
    const extra = atMs >= effect.fromMs && atMs < effect.toMs ? effect.makeExtra(random) : null;
    if (extra !== null) pending.push(...playAttempt(tenant, extra.attempt, extra.steps, atMs, random));
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

/** The log records of an attempt, one for each step, a few seconds apart as people are. */
export function playAttempt(
  tenant: Tenant,
  attempt: Attempt,
  steps: readonly string[],
  startMs: number,
  random: Random,
): SimulatedEvent[] {
  const system = systemOf(attempt.flow);
  let atMs = startMs;
  return steps.map((step, index) => {
    if (index > 0) atMs += 900 + random.below(24_000);
    const context = { tenant, attempt, step, atMs };
    return { occurredAt: new Date(atMs), system, record: recordBuilders[system](context, random) };
  });
}

const recordBuilders = { entra: buildEntraRecord, okta: buildOktaRecord, auth0: buildAuth0Record } as const;

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
