/** Where batches go, and where their fate can be asked. */
export interface Target {
  ingestUrl: string;
  /** Base of the API, without a slash at its end. */
  baseUrl: string;
}

/**
 * Reads an address that people give: Turnaway's base address, or its ingest address. `null` if it is no http or
 * https address, or holds a user name or password.
 */
export function parseTarget(address: string): Target | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null;
  url.hash = '';
  const path = url.pathname.replace(/\/+$/, '');
  // Behind a proxy the base address may have a path of its own.
  const ingest = /^(.*)\/ingest(\/[^/]+)?$/.exec(path);
  const basePath = ingest?.[1] ?? path;
  const query = url.search;
  return {
    ingestUrl: ingest === null ? `${url.origin}${basePath}/ingest${query}` : `${url.origin}${path}${query}`,
    baseUrl: `${url.origin}${basePath}`,
  };
}
