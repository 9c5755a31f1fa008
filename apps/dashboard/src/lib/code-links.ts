import { type ErrorCode, formatErrorCode } from '@turnaway/contracts/error-code';
import { hrefTo, only, type View } from './view';

/** The error page of a code, showing the same filters and time. */
export function errorHref(view: View, { system, code, variant }: ErrorCode): string {
  // The code stands in the path; as a filter too it would be said twice.
  const { code: _code, ...filter } = view.filter;
  return hrefTo(
    `/errors/${encodeURIComponent(system)}/${encodeURIComponent(code)}`,
    { ...view, filter },
    { variant },
  );
}

/** The kept sign-ins of a code. */
export function signInsHref(view: View, errorCode: ErrorCode): string {
  return hrefTo('/sign-ins', only(view, 'code', formatErrorCode(errorCode)));
}
