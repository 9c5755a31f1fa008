import type { Actor, AlertMeasure } from '@turnaway/contracts';

const numbers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const shares = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 });

/** A count as people read it: `1,234`. */
export function writeNumber(value: number): string {
  return numbers.format(value);
}

/** A share from 0 to 1 as people read it: `34.5%`. */
export function writeShare(share: number): string {
  return shares.format(share);
}

/** A count with its noun: `1 person`, `12 people`. */
export function writeCount(count: number, one: string, many: string): string {
  return `${writeNumber(count)} ${count === 1 ? one : many}`;
}

/** A value or threshold of a rule, in the measure's own terms: `42`, `34.5%`. */
export function writeValue(measure: AlertMeasure | null, value: number): string {
  return measure === 'failure-rate' ? writeShare(value) : writeNumber(value);
}

/** A stretch of whole minutes: `10 minutes`, `1 hour`, `2 hours 5 minutes`. */
export function writeMinutes(minutes: number): string {
  const parts = [[Math.floor(minutes / 60), 'hour'] as const, [minutes % 60, 'minute'] as const].filter(
    ([count]) => count > 0,
  );
  if (parts.length === 0) return 'less than a minute';
  return parts.map(([count, unit]) => writeCount(count, unit, `${unit}s`)).join(' ');
}

/** How long something lasted, to the nearest minute. */
export function writeSpan(from: Date, to: Date): string {
  return writeMinutes(Math.max(0, Math.round((to.getTime() - from.getTime()) / 60_000)));
}

/** A moment to the minute: `2026-01-31 08:05 UTC`. */
export function writeMoment(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Whose move it is, as a sentence. */
export const nextMove: Readonly<Record<Actor, string>> = {
  'end-user': 'The next move is with the person who signs in.',
  'help-desk': 'The next move is with the help desk.',
  'tenant-admin': 'The next move is with an admin of the tenant.',
  'app-developer': 'The next move is with the developer of the app.',
  'idp-operator': 'The next move is with the operator of the identity provider.',
  nobody: 'Nobody needs to act on this code by itself.',
};
