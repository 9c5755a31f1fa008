import type { AlertKind } from '@turnaway/contracts';
import { observeAppCredential } from './app-credential.js';
import { observeBaseline } from './baseline.js';
import { observeBruteForce } from './brute-force.js';
import { observeCredentialStuffing } from './credential-stuffing.js';
import { observeFeedSilent } from './feed-silent.js';
import { observeGroupChange } from './group-change.js';
import { observeImpossibleTravel } from './impossible-travel.js';
import { observeLockoutStorm } from './lockout-storm.js';
import { observeMfaFatigue } from './mfa-fatigue.js';
import { observeNewError } from './new-error.js';
import type { Observer } from './observer.js';
import { observePasswordSpray } from './password-spray.js';
import { observeProviderTrouble } from './provider-trouble.js';
import { observeRejects } from './rejects.js';
import { observeSuccessAfterFailures } from './success-after-failures.js';
import { observeThreshold } from './threshold.js';
import { observeTokenReplay } from './token-replay.js';
import { observeUnknownCode } from './unknown-code.js';

/** One query for every kind: a kind that cannot be observed does not compile. */
export const observers: { [Kind in AlertKind]: Observer<Kind> } = {
  threshold: observeThreshold,
  baseline: observeBaseline,
  'new-error': observeNewError,
  'unknown-code': observeUnknownCode,
  'group-change': observeGroupChange,
  'provider-trouble': observeProviderTrouble,
  'app-credential': observeAppCredential,
  'feed-silent': observeFeedSilent,
  rejects: observeRejects,
  'password-spray': observePasswordSpray,
  'brute-force': observeBruteForce,
  'credential-stuffing': observeCredentialStuffing,
  'mfa-fatigue': observeMfaFatigue,
  'lockout-storm': observeLockoutStorm,
  'success-after-failures': observeSuccessAfterFailures,
  'impossible-travel': observeImpossibleTravel,
  'token-replay': observeTokenReplay,
};
