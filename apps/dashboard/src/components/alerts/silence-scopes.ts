import type { Alert } from '@turnaway/contracts/alerts';
import type { ErrorRow } from '@turnaway/contracts/readings';
import type { SilenceMatchers } from '@turnaway/contracts/silences';
import { causeLabels } from '@turnaway/contracts/words';

/** Something that a silence can be about, such as one rule or one cause; the first is chosen at the start. */
export interface SilenceScope {
  label: string;
  matchers: SilenceMatchers;
}

/**
 * What of an alert can be kept quiet, the narrowest first: its rule where it is about the same, its rule at all, and what
 * leads in it, whichever rule finds it.
 */
export function silenceScopes(
  alert: Pick<Alert, 'ruleId' | 'key' | 'about'>,
  leading: Pick<ErrorRow, 'system' | 'code' | 'cause'> | undefined,
): SilenceScope[] {
  const ruleId = [alert.ruleId];
  const scopes: SilenceScope[] = [{ label: 'This rule', matchers: { ruleId } }];
  const { app, errorCode } = alert.about;
  if (alert.key !== 'all' && (app !== null || errorCode !== null)) {
    const parts = [
      ...(errorCode === null ? [] : [`for ${errorCode}`]),
      ...(app === null ? [] : [`at ${app}`]),
    ];
    scopes.unshift({
      label: `This rule ${parts.join(' ')}`,
      matchers: { ruleId, ...(errorCode && { code: [errorCode] }), ...(app && { app: [app] }) },
    });
  }
  if (leading === undefined) return scopes;
  const { system, code, cause } = leading;
  scopes.push({ label: `Code ${system}/${code}`, matchers: { code: [`${system}/${code}`] } });
  if (cause !== null) scopes.push({ label: `Cause ${causeLabels[cause]}`, matchers: { cause: [cause] } });
  return scopes;
}
