import type { Alert } from '@turnaway/contracts/alerts';
import type { SignInFilter } from '@turnaway/contracts/filters';
import { personOfPrompts } from '@turnaway/contracts/prompt-keys';
import { causeSchema, sourceSchema } from '@turnaway/contracts/taxonomy';

/** Which sign-ins an alert is about: those of its rule's filter and, of these, those of what its key names. */
export function filterOfAlert(
  ruleFilter: SignInFilter,
  alert: Pick<Alert, 'kind' | 'key' | 'label' | 'about'>,
): SignInFilter {
  // The key is withheld from a reader who may see neither people nor pseudonyms.
  if (alert.key === null || alert.key === 'all') return ruleFilter;
  return { ...ruleFilter, ...ofAbout(alert.about), ...ofKey(alert.kind, alert.key, alert.label) };
}

function ofAbout({ system, errorCode, cause, source, app }: Alert['about']): SignInFilter {
  if (errorCode !== null || app !== null) {
    return { ...(errorCode && { code: [errorCode] }), ...(app && { app: [app] }) };
  }
  return {
    ...(system && { system: [system] }),
    ...(cause && { cause: [causeSchema.parse(cause)] }),
    ...(source && { source: [sourceSchema.parse(source)] }),
  };
}

/** For the kinds whose key names a person, an address or a feed; the shapes are those of the analyzer's judges. */
function ofKey(kind: Alert['kind'], key: string, label: string | null): SignInFilter {
  const bar = key.indexOf('|');
  const [first, second] = bar < 0 ? [key, null] : [key.slice(0, bar), key.slice(bar + 1)];
  switch (kind) {
    case 'brute-force':
    case 'success-after-failures':
    case 'impossible-travel':
      return { user: [key] };
    case 'mfa-fatigue':
      return { user: [personOfPrompts(key)] };
    case 'password-spray':
      if (first === 'client' && second !== null) return { client: [second] };
      // A network is no address that one could filter by.
      return label === null || label.includes('/') ? {} : { ip: [label] };
    case 'token-replay':
      return second === null ? { app: [key] } : { app: [first], user: [second] };
    case 'feed-silent':
    case 'rejects':
      return { feed: [first] };
    default:
      return {};
  }
}
