/** A path on this very site to go to after sign-in; anything that leads elsewhere becomes the Overview. */
export function safePath(next: string): string {
  const base = 'http://turnaway.invalid';
  if (!next.startsWith('/') || !URL.canParse(next, base)) return '/';
  const url = new URL(next, base);
  // Browsers read `//host` and `/\host` as another site.
  return url.origin === base ? url.pathname + url.search + url.hash : '/';
}
