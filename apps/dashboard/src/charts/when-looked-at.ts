/** What is cut off by the edge of a window is not looked at yet. */
const seenShare = 0.5;
/** By then a page has been woken and can be used: what is out of sight is made ready for who scrolls to it. */
const atRestAfterMs = 5_000;

/**
 * Calls `act` once half of an element is in sight, and of one that is not, once the page has come to rest.
 * Returns what ends the wait.
 */
export function whenLookedAt(element: Element, act: () => void): () => void {
  const end = () => {
    observer.disconnect();
    clearTimeout(timer);
  };
  const go = () => {
    end();
    act();
  };
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ intersectionRatio }) => intersectionRatio >= seenShare)) go();
    },
    { threshold: seenShare },
  );
  const timer = setTimeout(go, atRestAfterMs);
  observer.observe(element);
  return end;
}
