import type { Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertParams } from '@turnaway/contracts/alert-kinds';
import type { ProviderObservation } from '@turnaway/contracts/alert-observations';
import { formatCount, formatShare } from './format-number.js';
import { levelOf } from './level-of.js';

/**
 * Failures on a provider's side: far more than usual, and at several apps, so that the trouble is theirs and not one
 * app's. Where a provider serves one app, that one is enough.
 */
export function judgeProviderTrouble(
  params: AlertParams<'provider-trouble'>,
  providers: readonly ProviderObservation[],
): Judgment[] {
  return providers.map((provider) => {
    const { failures, attempts, appsHit, appsSeen, usualShare } = provider;
    const share = attempts === 0 ? 0 : failures / attempts;
    const expected = (usualShare ?? 0) * attempts;
    const isUnusual = failures >= 3 * expected + 3 * Math.sqrt(expected);
    const isBroad = appsHit >= Math.min(params.minimumApps, appsSeen);
    const usually =
      usualShare === null ? 'not known yet' : usualShare === 0 ? 'none' : formatShare(usualShare);
    const isEnough = failures >= params.minimumFailures && isBroad && isUnusual;
    return {
      key: `${provider.system}|${provider.source}`,
      label: provider.label,
      personal: false,
      level: isEnough ? levelOf(share, params.warnShare, params.alertShare) : 'ok',
      value: share,
      warnThreshold: params.warnShare,
      threshold: params.alertShare,
      recoveryThreshold: params.warnShare / 2,
      worseWhen: 'higher',
      measure: `of the attempts failed on the provider’s side in ${formatCount(params.windowMinutes, 'minute')}`,
      usual: usualShare,
      because: `${formatShare(share)} of ${formatCount(attempts, 'attempt')} failed on the side of ${provider.label}, at ${appsHit} of ${appsSeen} apps: ${isEnough ? 'it is them, not us' : 'not enough to tell that it is them'}. Usual is ${usually}.`,
      evidence: [
        { label: 'Failures on their side', value: failures, personal: false },
        { label: 'Apps hit', value: `${appsHit} of ${appsSeen}`, personal: false },
        ...(provider.people === null ? [] : [{ label: 'People', value: provider.people, personal: false }]),
        { label: 'Codes', value: provider.codes.join(', '), personal: false },
      ],
    };
  });
}
