import { type SignInFilter, signInFilterNames } from '@turnaway/contracts';

/** Filters that name people; a link travels through systems that have no business with them. */
const personalFilters: readonly (keyof SignInFilter)[] = ['user', 'ip', 'device'];

/** Addresses of the alert, and of the errors behind it: with the rule's filter, save what names people. */
export function linkMessage(
  publicUrl: string,
  alertId: string,
  filter: SignInFilter,
  window: { from: string; to: string },
): { alert: string; errors: string; silence: string } {
  const base = publicUrl.replace(/\/+$/, '');
  const query = new URLSearchParams();
  for (const name of signInFilterNames) {
    if (personalFilters.includes(name)) continue;
    for (const value of filter[name] ?? []) query.append(name, value);
  }
  query.set('from', window.from);
  query.set('to', window.to);
  const alert = `${base}/alerts/${encodeURIComponent(alertId)}`;
  return { alert, errors: `${base}/errors?${query}`, silence: `${alert}#silence` };
}
