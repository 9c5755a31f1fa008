import type { Alert } from '@turnaway/contracts/alerts';
import type { SignInFilter } from '@turnaway/contracts/filters';
import { kindNamedBy } from '@turnaway/contracts/named-kind';
import { causeSchema, sourceSchema } from '@turnaway/contracts/taxonomy';

/** Which sign-ins an alert is about: those of its rule's filter and, of these, those of what its key names. */
export function filterOfAlert(
  ruleFilter: SignInFilter,
  alert: Pick<Alert, 'kind' | 'key' | 'label' | 'personal' | 'about'>,
): SignInFilter {
  if (alert.key === 'all') return ruleFilter;
  return { ...ruleFilter, ...ofAbout(alert.about), ...(alert.personal ? ofNamed(alert) : ofKey(alert)) };
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

/** The person or the address that an alert names, in clear or by a pseudonym; a reader who may see neither is told none. */
function ofNamed({ kind, label }: Pick<Alert, 'kind' | 'label'>): SignInFilter {
  if (label === null) return {};
  if (kind !== 'password-spray') return { user: [label] };
  // A network is no address that one could filter by.
  return kindNamedBy(label) === 'network' ? {} : { ip: [label] };
}

/** For the kinds whose key names a feed or software; the shapes are those of the analyzer's judges. */
function ofKey({ kind, key }: Pick<Alert, 'kind' | 'key'>): SignInFilter {
  if (key === null) return {};
  const bar = key.indexOf('|');
  const [first, second] = bar < 0 ? [key, null] : [key.slice(0, bar), key.slice(bar + 1)];
  switch (kind) {
    case 'password-spray':
      return first === 'client' && second !== null ? { client: [second] } : {};
    case 'feed-silent':
    case 'rejects':
      return { feed: [first] };
    default:
      return {};
  }
}
