/** How a feed's batches arrived, as far as telling a silence needs it. */
export interface Arrivals {
  oldestAt: Date;
  newestAt: Date;
  /** Milliseconds between one batch and the next, for the last ones, in any order. */
  gapsMs: readonly number[];
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const weekMs = 7 * dayMs;
/** Fewer gaps than this say nothing about what is usual. */
const gapsMin = 5;
const usualShare = 0.9;
const farLonger = 4;
const quietMinMs = 10 * minuteMs;
/** Below this many spells of traffic at the same time a week ago, the feed is quiet then by habit. */
const spellsMin = 3;

/**
 * How long a feed may be quiet before it is worth asking why: four times the gap that nine of ten gaps are below,
 * and ten minutes at the least. `null` where too little arrived to know what is usual.
 */
export function quietLimitMs({ gapsMs }: Arrivals): number | null {
  if (gapsMs.length < gapsMin) return null;
  const sorted = [...gapsMs].sort((one, other) => one - other);
  const usual = sorted[Math.floor((sorted.length - 1) * usualShare)] ?? 0;
  return Math.max(quietMinMs, farLonger * usual);
}

/** A quiet that is long enough to look at what the feed did at the same time before. */
export interface Quiet {
  /** Length of one spell: traffic within it counts once. */
  spellMs: number;
  /** The same time before; `null`: the feed is too young, or quiet for too long, for a habit to explain it. */
  before: { from: Date; to: Date } | null;
}

/**
 * Looks whether a feed is quiet for longer than it may be. Nights and weekends are quiet by habit: so the same time
 * a week before is looked at, or a day before while the feed is younger. `null` while it is not quiet.
 */
export function findQuiet(arrivals: Arrivals, now: Date): Quiet | null {
  const spellMs = quietLimitMs(arrivals);
  const quietMs = now.getTime() - arrivals.newestAt.getTime();
  if (spellMs === null || quietMs < spellMs) return null;
  const ageMs = arrivals.newestAt.getTime() - arrivals.oldestAt.getTime();
  const backMs = [weekMs, dayMs].find((span) => ageMs >= span && quietMs < span);
  if (backMs === undefined) return { spellMs, before: null };
  return {
    spellMs,
    before: { from: new Date(arrivals.newestAt.getTime() - backMs), to: new Date(now.getTime() - backMs) },
  };
}

/** Is it silence rather than habit? `spells`: how many spells of the same time before had traffic. */
export function isSilence({ before }: Quiet, spells: number): boolean {
  return before === null || spells >= spellsMin;
}
