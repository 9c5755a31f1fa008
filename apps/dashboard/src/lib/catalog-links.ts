import type { ErrorCode } from '@turnaway/contracts/error-code';

/** The catalog's page of a code. */
export function catalogHref(code: ErrorCode): string {
  return address('/catalog', code);
}

/** The error page of a code over the 30 days in which it is said to have been seen. */
export function seenHref(code: ErrorCode): string {
  return address('/errors', code, { range: '30d' });
}

/** Where a decision of this workspace about a code is kept in the API. */
export function overridePath(code: ErrorCode): string {
  return address('/api/code-overrides', code);
}

function address(
  base: string,
  { system, code, variant }: ErrorCode,
  own: Record<string, string> = {},
): string {
  const query = new URLSearchParams({ ...(variant === null ? {} : { variant }), ...own });
  const path = `${base}/${encodeURIComponent(system)}/${encodeURIComponent(code)}`;
  return query.size === 0 ? path : `${path}?${query}`;
}
