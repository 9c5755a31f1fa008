import { createRandom, createWeightedPick } from './random.js';
import { createAttempt, playAttempt } from './simulate-traffic.js';
import { createTenant } from './tenant.js';

const pickFailure = createWeightedPick([
  ['50126', 48],
  ['53003', 14],
  ['700082', 8],
  ['50053', 7],
  ['500121#no-answer', 6],
  ['50057', 5],
  ['50055', 4],
  ['65001', 4],
  ['70044', 4],
] as const);

/**
 * Entra sign-ins of people, spread evenly from `from` to `to` in order of time: `count` records of about 2.7 kB, of
 * which the share `failureShare` (0 to 1) is refused and the rest succeeds. For measuring, not for looking at: no
 * rhythm, no interrupts. The same seed gives the same records.
 */
export function* simulateEntraRecords(options: {
  count: number;
  from: Date;
  to: Date;
  failureShare: number;
  seed: string;
  /** People in the company; 2,000 unless told. */
  people?: number;
}): Generator<object, void, undefined> {
  const tenant = createTenant(options.seed, options.people ?? 2_000);
  const random = createRandom(`${options.seed}/entra`);
  const fromMs = options.from.getTime();
  const spanMs = options.to.getTime() - fromMs;
  for (let index = 0; index < options.count; index += 1) {
    const atMs = fromMs + Math.floor(((index + random.unit()) * spanMs) / options.count);
    const flow = random.chance(0.5) ? 'entra-interactive' : 'entra-non-interactive';
    const step = random.chance(options.failureShare) ? pickFailure(random) : '0#mfa';
    const attempt = createAttempt(tenant, flow, random.pick(tenant.places), random);
    for (const { record } of playAttempt(tenant, attempt, [step], atMs, random)) yield record;
  }
}
