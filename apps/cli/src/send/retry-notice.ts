/** Says that something is tried again, once for all the requests that meet the same trouble at the same time. */
export function createRetryNotice(say: (line: string) => void): (reason: string, delayMs: number) => void {
  let lastReason = '';
  let quietUntil = 0;
  return (reason, delayMs) => {
    const now = performance.now();
    if (reason === lastReason && now < quietUntil) return;
    lastReason = reason;
    quietUntil = now + delayMs;
    say(`${reason}; trying again in ${Math.max(1, Math.round(delayMs / 1_000))} s`);
  };
}
