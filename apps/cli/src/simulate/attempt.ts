import type { App, Person, Place, Tenant } from './tenant.js';

/** A way to sign in that has a log of its own. */
export type Flow =
  | 'entra-interactive'
  | 'entra-non-interactive'
  | 'entra-service-principal'
  | 'okta'
  | 'auth0';

/** The system that writes a flow's log. */
export type SimulatedSystem = 'entra' | 'okta' | 'auth0';

/** One try of a person (or an app by itself) to sign in: one log record for each step. */
export interface Attempt {
  flow: Flow;
  /** `null` where an app signs in by itself. */
  person: Person | null;
  app: App;
  place: Place;
  address: string;
  correlationId: string;
}

/** What a log record is built from: the attempt, which step it is, and when it was. */
export interface StepContext {
  tenant: Tenant;
  attempt: Attempt;
  /** Key of the step in its system's table. */
  step: string;
  atMs: number;
}

/** A step with the time of its record, before the record is written. */
export interface SimulatedStep {
  /** Number of the incident that made the step what it is; `null` in ordinary traffic. */
  incident: number | null;
  attempt: Attempt;
  step: string;
  atMs: number;
  /** Its record loses what a parser needs. */
  isBroken: boolean;
}

/** One record as its system writes it, with the time it happened. */
export interface SimulatedEvent {
  occurredAt: Date;
  system: SimulatedSystem;
  record: object;
}

/** The system whose log a flow is in. */
export function systemOf(flow: Flow): SimulatedSystem {
  return flow === 'okta' || flow === 'auth0' ? flow : 'entra';
}
