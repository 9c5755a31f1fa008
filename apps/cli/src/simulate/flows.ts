import type { Flow } from './attempt.js';
import { auth0Steps } from './auth0-record.js';
import { entraSteps } from './entra-codes.js';
import { oktaSteps } from './okta-record.js';
import { createWeightedPick, type Random } from './random.js';
import { customerRhythm, machineRhythm, officeRhythm, type Rhythm } from './rhythm.js';

/** What a kind of sign-in does: which steps an attempt takes, how often, and at what hours. */
export interface FlowProfile {
  rhythm: Rhythm;
  pickSteps: (random: Random) => readonly string[];
  /** Records of a mean attempt. */
  stepsMean: number;
  /** Failures of a mean attempt. */
  failuresMean: number;
}

/** Steps of one attempt, with how often in 1,000 attempts it goes that way. */
type Script = readonly [steps: string, perThousand: number];

const entraInteractive: readonly Script[] = [
  ['0', 420],
  ['0#mfa', 200],
  ['50140 0', 62],
  ['50074 0#mfa', 74],
  ['50076 0#mfa', 36],
  ['50058 0', 50],
  ['50097 0', 8],
  ['50125 0', 2],
  ['50199 0', 3],
  ['50072 50079 0#mfa', 4],
  ['50126 0', 44],
  ['50126 50126 0#mfa', 13],
  ['50126', 16],
  ['50126 50126 50126 50053', 3],
  ['50053', 4],
  ['50074 500121#no-answer', 6],
  ['50074 500121#no-answer 50074 500121#no-answer 50074 500121#no-answer', 1],
  ['50074 500121#denied', 2],
  ['50126 50126 50126 50126 50126 0', 1],
  ['54005 0', 1],
  ['50055 0', 5],
  ['50055', 3],
  ['50057', 5],
  ['50034', 6],
  ['53003', 17],
  ['53000', 6],
  ['65001', 5],
  ['65004', 1],
  ['50105', 3],
  ['50011', 1],
  ['500011', 1],
  ['90072', 2],
  ['90033 0', 1],
];
const entraNonInteractive: readonly Script[] = [
  ['0', 560],
  ['0#mfa', 370],
  ['50076', 14],
  ['50058', 10],
  ['70044', 10],
  ['700082', 9],
  ['50173', 6],
  ['70008', 5],
  ['53003', 5],
  ['50133', 4],
  ['65001', 3],
  ['50196', 1],
  ['50079', 2],
  ['90033', 1],
];
const entraServicePrincipal: readonly Script[] = [
  ['0', 982],
  ['7000215', 9],
  ['700016', 4],
  ['53003', 3],
  ['90012 0', 2],
];
const okta: readonly Script[] = [
  ['session sso', 300],
  ['sso', 260],
  ['session challenge mfa sso', 300],
  ['INVALID_CREDENTIALS session sso', 52],
  ['INVALID_CREDENTIALS', 22],
  ['INVALID_CREDENTIALS INVALID_CREDENTIALS LOCKED_OUT', 4],
  ['VERIFICATION_ERROR', 9],
  ['LOCKED_OUT', 8],
  ['PASSWORD_EXPIRED', 7],
  ['UNKNOWN_USER', 4],
  ['session challenge mfa-wrong mfa sso', 14],
  ['session challenge push-rejected', 3],
  ['denied', 11],
  ['session unassigned', 6],
];
const auth0: readonly Script[] = [
  ['s seacft', 430],
  ['ssa', 150],
  ['sertft', 170],
  ['fsa', 110],
  ['gd_auth_succeed s seacft', 30],
  ['fp s seacft', 44],
  ['fp', 24],
  ['fp fp fp limit_wc', 3],
  ['fu', 14],
  ['fertft', 12],
  ['feacft', 4],
  ['gd_auth_failed gd_auth_succeed s', 4],
  ['gd_auth_rejected', 1],
  ['f', 3],
  ['pwd_leak', 1],
];

/** Every kind of sign-in. */
export const flowProfiles: Readonly<Record<Flow, FlowProfile>> = {
  'entra-interactive': profile(officeRhythm, entraInteractive, entraSteps),
  'entra-non-interactive': profile(officeRhythm, entraNonInteractive, entraSteps),
  'entra-service-principal': profile(machineRhythm, entraServicePrincipal, entraSteps),
  okta: profile(officeRhythm, okta, oktaSteps),
  auth0: profile(customerRhythm, auth0, auth0Steps),
};

function profile(
  rhythm: Rhythm,
  scripts: readonly Script[],
  table: Readonly<Record<string, { fails: boolean }>>,
): FlowProfile {
  const split = scripts.map(([steps, weight]) => [steps.split(' '), weight] as const);
  const total = split.reduce((sum, [, weight]) => sum + weight, 0);
  const mean = (count: (steps: readonly string[]) => number): number =>
    split.reduce((sum, [steps, weight]) => sum + count(steps) * weight, 0) / total;
  return {
    rhythm,
    pickSteps: createWeightedPick(split),
    stepsMean: mean((steps) => steps.length),
    failuresMean: mean((steps) => steps.filter((step) => table[step]?.fails === true).length),
  };
}

/** Share of each kind of sign-in when all systems are played. */
const defaultShares: Readonly<Record<Flow, number>> = {
  'entra-interactive': 0.3,
  'entra-non-interactive': 0.32,
  'entra-service-principal': 0.1,
  okta: 0.16,
  auth0: 0.12,
};
const entraFlows = ['entra-interactive', 'entra-non-interactive', 'entra-service-principal'] as const;

/** How often each kind of sign-in is played, relative to the others; a kind that is absent is not played. */
export type FlowShares = ReadonlyMap<Flow, number>;

/**
 * Reads a mix such as `entra=3,okta=1` or `entra-interactive,auth0`: `entra` stands for its three kinds, and a
 * weight left out is 1. Without a text: everything, mostly Entra. Returns a sentence if the text is wrong.
 */
export function parseFlowShares(text: string | undefined): FlowShares | { problem: string } {
  const shares = new Map<Flow, number>();
  if (text === undefined) {
    for (const flow of flows) shares.set(flow, defaultShares[flow]);
    return shares;
  }
  for (const part of text.split(',')) {
    const [name = '', weightText = '1'] = part.trim().split('=');
    const weight = Number(weightText);
    if (!(weight > 0)) return { problem: `"${part.trim()}": expected a weight above 0, such as entra=3` };
    const named = flows.find((flow) => flow === name);
    if (name === 'entra') {
      const entraTotal = entraFlows.reduce((sum, flow) => sum + defaultShares[flow], 0);
      for (const flow of entraFlows) shares.set(flow, (weight * defaultShares[flow]) / entraTotal);
    } else if (named !== undefined) shares.set(named, weight);
    else return { problem: `unknown system "${name}": expected entra, ${flows.join(', ')}` };
  }
  return shares;
}

/** Names of all kinds of sign-in. */
export const flows = [...entraFlows, 'okta', 'auth0'] as const satisfies readonly Flow[];
