import type { Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertKind, AlertParams } from '@turnaway/contracts/alert-kinds';
import type { AlertObservations } from '@turnaway/contracts/alert-observations';
import { judgeThreshold } from './judge-threshold.js';

type Judges = {
  [Kind in AlertKind]: (
    params: AlertParams<Kind>,
    observed: AlertObservations[Kind],
    now: Date,
  ) => Judgment[];
};

const learnsNothing = (): Judgment[] => [];
const judges: Judges = {
  threshold: judgeThreshold,
  baseline: learnsNothing,
  'new-error': learnsNothing,
  'unknown-code': learnsNothing,
  'group-change': learnsNothing,
  'provider-trouble': learnsNothing,
  'app-credential': learnsNothing,
  'feed-silent': learnsNothing,
  rejects: learnsNothing,
  'password-spray': learnsNothing,
  'brute-force': learnsNothing,
  'credential-stuffing': learnsNothing,
  'mfa-fatigue': learnsNothing,
  'lockout-storm': learnsNothing,
  'success-after-failures': learnsNothing,
  'impossible-travel': learnsNothing,
  'token-replay': learnsNothing,
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
