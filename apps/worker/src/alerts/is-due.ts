import type { AlertWatch } from '@turnaway/contracts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
/** Looks come after every batch; what reads long stretches is not read that often. */
const longWindowMinutes = 240;

/** How long after one look at a rule the next one is worth its cost. */
function pauseMs({ kind, params }: AlertWatch): number {
  switch (kind) {
    case 'threshold':
      return 0;
    case 'baseline':
      return 50 * secondMs;
    case 'impossible-travel':
      return 4 * minuteMs;
    case 'password-spray':
    case 'brute-force':
    case 'credential-stuffing':
    case 'mfa-fatigue':
    case 'lockout-storm':
    case 'success-after-failures':
    case 'token-replay':
      return params.windowMinutes > longWindowMinutes ? 4 * minuteMs : 10 * secondMs;
    default:
      return 10 * secondMs;
  }
}

/** Is it time to look at a rule again? */
export function isDue(
  { watch, lastEvaluatedAt }: { watch: AlertWatch; lastEvaluatedAt: Date | null },
  now: Date,
): boolean {
  return lastEvaluatedAt === null || now.getTime() - lastEvaluatedAt.getTime() >= pauseMs(watch);
}
