import { type AttackName, attackEffects, attackFlows, attackMinutes, attackNames } from './attacks.js';
import { type Attempt, type Flow, systemOf } from './attempt.js';
import { type IncidentEffect, quietEffect } from './incident-effect.js';
import {
  type OrdinaryName,
  ordinaryEffects,
  ordinaryFlows,
  ordinaryMinutes,
  ordinaryNames,
} from './ordinary.js';
import { createRandom } from './random.js';
import type { Tenant } from './tenant.js';
import { type TroubleName, troubleEffects, troubleFlows, troubleMinutes, troubleNames } from './troubles.js';

/** Names of the things that can go wrong on demand. */
export const incidentNames = [...troubleNames, ...attackNames, ...ordinaryNames] as const;
export type IncidentName = TroubleName | AttackName | OrdinaryName;

/** Something that goes wrong at a time. */
export interface Incident {
  name: IncidentName;
  from: Date;
  /** Absent: as long as such a thing lasts; a wrong deployment or an expired secret lasts until it is cured. */
  to?: Date;
  /** How large it is; 1 unless told. */
  scale?: number;
}

const usualMinutes: Readonly<Record<IncidentName, number>> = {
  ...troubleMinutes,
  ...attackMinutes,
  ...ordinaryMinutes,
};

/** When an incident is over, in milliseconds since 1970; infinite if it lasts until it is cured. */
export function endMsOf({ name, from, to }: Incident): number {
  return to?.getTime() ?? from.getTime() + usualMinutes[name] * 60_000;
}

/** The kinds of sign-in that an incident needs at least one of. */
export function flowsNeeded(name: IncidentName): readonly Flow[] {
  if (isAttack(name)) return attackFlows;
  return isOrdinary(name) ? ordinaryFlows : troubleFlows[name];
}

/**
 * Prepares an incident for a company and the kinds of sign-in that are played there. One that hits a provider hits
 * Entra if it is there, else Okta, else Auth0.
 */
export function createIncidentEffect(
  incident: Incident,
  tenant: Tenant,
  played: readonly Flow[],
): IncidentEffect {
  const { name, from, scale = 1 } = incident;
  const toMs = endMsOf(incident);
  const quiet = quietEffect(from.getTime(), toMs);
  const random = createRandom(`${tenant.seed}/${name}/${from.toISOString()}`);
  if (isAttack(name))
    return { ...quiet, ...attackEffects[name]({ tenant, random, scale, fromMs: quiet.fromMs, toMs }) };
  if (isOrdinary(name))
    return { ...quiet, ...ordinaryEffects[name]({ tenant, random, scale, fromMs: quiet.fromMs, toMs }) };
  const hit = (['entra', 'okta', 'auth0'] as const).find((system) =>
    troubleFlows[name].some((flow) => systemOf(flow) === system && played.includes(flow)),
  );
  const isHit = (attempt: Attempt): boolean => systemOf(attempt.flow) === hit;
  return { ...quiet, ...troubleEffects[name]({ tenant, fromMs: from.getTime(), scale, isHit }) };
}

function isAttack(name: IncidentName): name is AttackName {
  return attackNames.some((attack) => attack === name);
}

function isOrdinary(name: IncidentName): name is OrdinaryName {
  return ordinaryNames.some((ordinary) => ordinary === name);
}
