import type { Logger } from 'pino';

const quietForMs = 60_000;
const rememberedMax = 200;

/**
 * Logs why jobs fail, the same failure of the same job once a minute, with how often it came since: while an
 * engine is away every queue fails several times a second, and such a log hides whatever else is wrong.
 */
export function createFailureLog(
  log: Pick<Logger, 'error'>,
  now: () => number = Date.now,
): (job: string, error: Error) => void {
  const recent = new Map<string, { loggedAt: number; heldBack: number }>();
  return (job, error) => {
    const key = `${job} ${error.message}`;
    const before = recent.get(key);
    if (before !== undefined && now() - before.loggedAt < quietForMs) {
      before.heldBack += 1;
      return;
    }
    recent.delete(key);
    // A map keeps the order in which keys were added: the first is the one logged longest ago.
    const [oldest] = recent.keys();
    if (oldest !== undefined && recent.size >= rememberedMax) recent.delete(oldest);
    recent.set(key, { loggedAt: now(), heldBack: 0 });
    log.error({ job, err: error, ...(before && { heldBack: before.heldBack }) }, 'job failed');
  };
}
