import { analyzeBatch, type CodeRole, codesOf } from '@turnaway/analyzer';
import { lookup } from '@turnaway/catalog';
import type { SimulatedStep } from '@turnaway/cli/dist/simulate/attempt.js';
import { systemOf } from '@turnaway/cli/dist/simulate/attempt.js';
import { createRandom } from '@turnaway/cli/dist/simulate/random.js';
import { writeRecord } from '@turnaway/cli/dist/simulate/simulate-traffic.js';
import type { Tenant } from '@turnaway/cli/dist/simulate/tenant.js';
import { formatErrorCode } from '@turnaway/contracts';

/** What the product reads from a record of a step: our own parsers and catalog say it, once for each step. */
export interface StepFacts {
  errorCode: string;
  title: string;
  outcome: string;
  cause: string | null;
  source: string;
  isKnown: boolean;
  roles: ReadonlySet<CodeRole>;
  /** Its success is kept by person: neither made in the background nor of nobody. */
  isKeptSuccess: boolean;
  namesPerson: boolean;
  namesCountry: boolean;
  /** As this system names the software of this kind of device. */
  client: string | null;
}

const roles: readonly CodeRole[] = [
  'wrong-credential',
  'no-such-account',
  'locked-out',
  'blocked-address',
  'mfa-denied',
  'mfa-not-answered',
  'token-reused',
  'token-theft',
  'credential-expired',
  'credential-proven',
];
const codes = new Map(roles.map((role) => [role, new Set(codesOf(role))]));

/** Reads steps as the product does. Throws if it cannot read a record that is not broken. */
export function createStepReader(tenant: Tenant): (step: SimulatedStep) => StepFacts {
  const known = new Map<string, StepFacts>();
  return (step) => {
    const key = `${step.attempt.flow} ${step.step} ${step.attempt.person?.device.browser}`;
    const found = known.get(key) ?? readStep(tenant, step);
    known.set(key, found);
    return found;
  };
}

function readStep(tenant: Tenant, step: SimulatedStep): StepFacts {
  const { record } = writeRecord(tenant, { ...step, isBroken: false }, createRandom('facts'));
  const at = new Date(step.atMs);
  const { events } = analyzeBatch({
    bytes: Buffer.from(JSON.stringify(record)),
    hint: systemOf(step.attempt.flow),
    receivedAt: at,
    timeZone: 'UTC',
    acceptFrom: new Date(0),
    acceptUntil: new Date(at.getTime() + 60_000),
  });
  const event = events[0]?.event;
  if (event === undefined) throw new Error(`cannot read a record of ${step.attempt.flow} ${step.step}`);
  const errorCode = formatErrorCode(event.errorCode);
  const entry = lookup(event.errorCode);
  return {
    errorCode,
    title: entry?.title ?? errorCode,
    outcome: entry?.outcome ?? event.observedOutcome,
    cause: entry?.cause ?? null,
    source: entry?.source ?? 'unknown',
    isKnown: entry !== null,
    isKeptSuccess: event.interactive !== false && (event.userName !== null || event.userId !== null),
    namesPerson: event.userName !== null || event.userId !== null,
    namesCountry: event.country !== null,
    client: event.client,
    roles: new Set(roles.filter((role) => codes.get(role)?.has(errorCode))),
  };
}
