import type { AlertLevel } from '@turnaway/contracts/alert-decision';

/** The level of a value that is worse the higher it is. */
export function levelOf(value: number, warnThreshold: number, threshold: number): AlertLevel {
  if (value >= threshold) return 'alert';
  return value >= warnThreshold ? 'warn' : 'ok';
}
