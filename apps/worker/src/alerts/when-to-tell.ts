import type { GroupCounts } from '@turnaway/db/alerting/count-groups';

const minuteMs = 60_000;

/** What to do about a group of alerts that is due. */
export interface Telling {
  tell: 'alert.firing' | 'alert.resolved' | null;
  /** When to look at it again if nothing new comes before; `null`: never. */
  dueAt: Date | null;
}

/**
 * Whether there is something to tell of a group: new alerts, alerts that are over, or that it still fires though it
 * was told `repeatMinutes` ago and nobody has it in hand.
 */
export function whenToTell(
  { firing, news, unattended, ended }: GroupCounts,
  { toldAt, repeatMinutes }: { toldAt: Date | null; repeatMinutes: number },
  now: Date,
): Telling {
  const repeatMs = repeatMinutes * minuteMs;
  const isDueAgain =
    repeatMs > 0 && toldAt !== null && unattended > 0 && now.getTime() - toldAt.getTime() >= repeatMs;
  const isTold = news > 0 || ended > 0 || isDueAgain;
  const lastTold = isTold ? now : toldAt;
  return {
    tell: isTold ? (firing > 0 ? 'alert.firing' : 'alert.resolved') : null,
    dueAt:
      firing > 0 && repeatMs > 0 && lastTold !== null
        ? new Date(Math.max(lastTold.getTime() + repeatMs, now.getTime() + minuteMs))
        : null,
  };
}
