const whole = new Intl.NumberFormat('en-US');

/** `12,345`. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** `1 file`, `12,345 files`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** `3.1%`; small shares with two digits, what is not quite all or nothing never as all or nothing. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.0001) return '<0.01%';
  if (share < 1 && share >= 0.9995) return '>99.9%';
  const percent = share * 100;
  if (percent === 0 || percent === 100) return `${percent}%`;
  return `${percent.toFixed(percent < 1 ? 2 : 1)}%`;
}

/** A failure rate; a dash where there was nothing to divide. */
export function formatRate(rate: number | null): string {
  return rate === null ? '–' : formatShare(rate);
}

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** `812 bytes`, `1.4 MB`, in powers of ten. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1_000;
    unit++;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[unit] ?? ''}`;
}

/** `2026-03-01 08:15`, in UTC. */
export function formatMinute(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}

const minuteMs = 60_000;
const steps = [
  { name: 'day', ms: 1_440 * minuteMs },
  { name: 'hour', ms: 60 * minuteMs },
  { name: 'minute', ms: minuteMs },
];

/** `3 days`, `90 minutes`: a length of time in the largest unit that leaves at least two, or one exactly. */
export function formatLength(lengthMs: number): string {
  const step = steps.find(({ ms }) => lengthMs >= 2 * ms || lengthMs === ms);
  if (step === undefined) return lengthMs < minuteMs ? 'less than a minute' : '1 minute';
  return countOf(Math.round(lengthMs / step.ms), step.name);
}
