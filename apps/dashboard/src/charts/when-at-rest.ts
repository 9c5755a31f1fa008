/** By then a page has been woken and can be used. */
const atRestAfterMs = 5_000;

/**
 * Calls `act` once the page has come to rest, where something can be pointed with: a finger gives no sign before it
 * touches, and a phone is slow to read what may never be used. Returns what ends the wait.
 */
export function whenAtRest(act: () => void): () => void {
  if (!matchMedia('(any-pointer: fine)').matches) return () => undefined;
  const timer = setTimeout(act, atRestAfterMs);
  return () => clearTimeout(timer);
}
