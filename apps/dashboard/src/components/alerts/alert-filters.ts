import { alertKinds } from '@turnaway/contracts/alert-kinds';
import { one, type SearchParams } from '../../lib/view';

/** Which alerts are shown, and which group is open `in` which of the lists. It lives in the address and nowhere else. */
export type AlertView = Partial<Record<(typeof names)[number], string>>;

const names = ['state', 'rule', 'kind', 'open', 'in'] as const;
const states = ['firing', 'resolved'];
const words: Partial<Record<(typeof names)[number], readonly string[]>> = {
  state: states,
  in: states,
  kind: alertKinds,
};

/** Reads the address; a word that is none of its filter's is left out, so that an old link still shows something. */
export function readAlertView(params: SearchParams): AlertView {
  const view: AlertView = {};
  for (const name of names) {
    const given = one(params[name])?.trim();
    if (given !== undefined && given !== '' && (words[name]?.includes(given) ?? true)) view[name] = given;
  }
  return view;
}

/** The address of some of the alerts; `change` sets filters, `undefined` takes one away. */
export function alertsHref(
  view: AlertView,
  change: AlertView & { cursor?: string; after?: string } = {},
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...view, ...change })) {
    if (value !== undefined) query.set(name, value);
  }
  return query.size === 0 ? '/alerts' : `/alerts?${query}`;
}
