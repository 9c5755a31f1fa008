import type { Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertKind, AlertParams } from '@turnaway/contracts/alert-kinds';
import type { AlertObservations } from '@turnaway/contracts/alert-observations';
import { judgeBruteForce, judgeMfaFatigue, judgeSuccessAfterFailures } from './judge-account-attacks.js';
import { judgeAppCredential } from './judge-app-credential.js';
import { judgeBaseline } from './judge-baseline.js';
import { judgeFeedSilent, judgeRejects } from './judge-feeds.js';
import { judgeGroupChange } from './judge-group-change.js';
import { judgeImpossibleTravel } from './judge-impossible-travel.js';
import { judgeNewError, judgeUnknownCode } from './judge-new-error.js';
import { judgePasswordSpray } from './judge-password-spray.js';
import { judgeProviderTrouble } from './judge-provider-trouble.js';
import { judgeThreshold } from './judge-threshold.js';
import { judgeTokenReplay } from './judge-token-replay.js';
import { judgeCredentialStuffing, judgeLockoutStorm } from './judge-wide-attacks.js';

type Judges = {
  [Kind in AlertKind]: (
    params: AlertParams<Kind>,
    observed: AlertObservations[Kind],
    now: Date,
  ) => Judgment[];
};

const judges: Judges = {
  threshold: judgeThreshold,
  baseline: judgeBaseline,
  'new-error': judgeNewError,
  'unknown-code': judgeUnknownCode,
  'group-change': judgeGroupChange,
  'provider-trouble': judgeProviderTrouble,
  'app-credential': judgeAppCredential,
  'feed-silent': judgeFeedSilent,
  rejects: judgeRejects,
  'password-spray': judgePasswordSpray,
  'brute-force': judgeBruteForce,
  'credential-stuffing': judgeCredentialStuffing,
  'mfa-fatigue': judgeMfaFatigue,
  'lockout-storm': judgeLockoutStorm,
  'success-after-failures': judgeSuccessAfterFailures,
  'impossible-travel': judgeImpossibleTravel,
  'token-replay': judgeTokenReplay,
};

/** What a kind of rule makes of what was observed: one judgment for each key that was looked at. */
export function judge<Kind extends AlertKind>(
  kind: Kind,
  params: AlertParams<Kind>,
  observed: AlertObservations[Kind],
  now: Date,
): Judgment[] {
  return judges[kind](params, observed, now);
}
