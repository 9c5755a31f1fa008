/** How numbers and times are written, the same on every page. Pure: the clock and the time zone are given. */

// Made when they are first asked for: opening what a browser knows of numbers holds a phone up for a tenth of a second,
// and most of a page's numbers are written on the server.
let wholeFormat: Intl.NumberFormat | undefined;
let shortFormat: Intl.NumberFormat | undefined;
const noValue = '–';

function whole(value: number): string {
  wholeFormat ??= new Intl.NumberFormat('en-US');
  return wholeFormat.format(value);
}

function short(value: number): string {
  shortFormat ??= new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
  return shortFormat.format(value);
}

/** A count with thousands separators; a dash where there is none. */
export function formatNumber(value: number | null): string {
  return value === null ? noValue : whole(value);
}

/** A count for a place with little room: from ten million on in short, `35.6M`. */
export function formatShort(value: number): string {
  return value < 10_000_000 ? whole(value) : short(value);
}

/** A share from 0 to 1 as a percentage with one decimal below 99.95 %. */
export function formatShare(share: number | null, digits = 1): string {
  if (share === null) return noValue;
  if (share > 0 && share < 0.001) return '<0.1%';
  return `${(share * 100).toFixed(digits)}%`;
}

/** More is bad (`worse`), less is good (`better`), and new or unchanged is neither (`none`). */
export interface Change {
  text: string;
  tone: 'worse' | 'better' | 'none';
}

/** How a count of failures moved against the period before. */
export function formatChange(now: number, before: number): Change {
  if (now === before) return { text: '±0', tone: 'none' };
  if (before === 0) return { text: 'from 0', tone: 'none' };
  const percent = Math.round(((now - before) / before) * 100);
  if (percent === 0) return { text: '±0%', tone: 'none' };
  if (percent > 999) return { text: `×${whole(Math.round(now / before))}`, tone: 'worse' };
  return percent > 0
    ? { text: `+${percent}%`, tone: 'worse' }
    : { text: `−${Math.abs(percent)}%`, tone: 'better' };
}

/** How a rate where more is better (success) moved, in points of a percent. */
export function formatPoints(now: number | null, before: number | null): Change {
  if (now === null || before === null) return { text: '', tone: 'none' };
  const points = Math.round((now - before) * 1000) / 10;
  if (points === 0) return { text: '±0 pts', tone: 'none' };
  return points > 0
    ? { text: `+${points.toFixed(1)} pts`, tone: 'better' }
    : { text: `−${Math.abs(points).toFixed(1)} pts`, tone: 'worse' };
}

/** How long ago, in the largest unit that fits: `4 s ago`, `12 min ago`, `3 days ago`. */
export function formatAgo(iso: string, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - Date.parse(iso)) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ago`;
  return `${Math.floor(hours / 24)} days ago`;
}

/** How long something lasted: `45 s`, `12 min`, `3 h 5 min`. */
export function formatDuration(from: string, to: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `09:41` in the reader's time zone. */
export function formatClock(iso: string, timeZone: string): string {
  return part(iso, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** `Nov 23` in the reader's time zone. */
export function formatDay(iso: string, timeZone: string): string {
  return part(iso, timeZone, { month: 'short', day: 'numeric' });
}

/** `Nov 23, 09:41:07`, with the year only where it is another one. */
export function formatDateTime(iso: string, timeZone: string, now: Date): string {
  const sameYear = new Date(iso).getUTCFullYear() === now.getUTCFullYear();
  return part(iso, timeZone, {
    year: sameYear ? undefined : 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
}

/** `Nov 23, 09:41`: as {@link formatDateTime}, for the ends of a range. */
export function formatMinute(iso: string, timeZone: string, now: Date): string {
  return formatDateTime(iso, timeZone, now).replace(/:\d\d$/, '');
}

/** `2.7 kB`: sizes in powers of 1,000. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** `1 person`, `12 people`: a count with its noun. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

function part(iso: string, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', { timeZone, ...options }).format(new Date(iso));
}
