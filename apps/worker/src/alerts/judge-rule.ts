import { judge } from '@turnaway/analyzer';
import type { AlertKind, AlertParams, Judgment } from '@turnaway/contracts';
import { observeAppCredential } from '@turnaway/db/alerting/observe/app-credential';
import { observeBaseline } from '@turnaway/db/alerting/observe/baseline';
import { observeBruteForce } from '@turnaway/db/alerting/observe/brute-force';
import { observeCredentialStuffing } from '@turnaway/db/alerting/observe/credential-stuffing';
import { observeFeedSilent } from '@turnaway/db/alerting/observe/feed-silent';
import { observeGroupChange } from '@turnaway/db/alerting/observe/group-change';
import { observeImpossibleTravel } from '@turnaway/db/alerting/observe/impossible-travel';
import { observeLockoutStorm } from '@turnaway/db/alerting/observe/lockout-storm';
import { observeMfaFatigue } from '@turnaway/db/alerting/observe/mfa-fatigue';
import { observeNewError } from '@turnaway/db/alerting/observe/new-error';
import type { Observer } from '@turnaway/db/alerting/observe/observer';
import { observePasswordSpray } from '@turnaway/db/alerting/observe/password-spray';
import { observeProviderTrouble } from '@turnaway/db/alerting/observe/provider-trouble';
import { observeRejects } from '@turnaway/db/alerting/observe/rejects';
import { observeSuccessAfterFailures } from '@turnaway/db/alerting/observe/success-after-failures';
import { observeThreshold } from '@turnaway/db/alerting/observe/threshold';
import { observeTokenReplay } from '@turnaway/db/alerting/observe/token-replay';
import { observeUnknownCode } from '@turnaway/db/alerting/observe/unknown-code';
import type { Transaction, WatchedRule } from '@turnaway/db/alerting/with-locked-rule';
import { codesByRole } from './codes-by-role.js';

/** One query for every kind: a kind that cannot be observed does not compile. */
const observers: { [Kind in AlertKind]: Observer<Kind> } = {
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

type Watch<Kind extends AlertKind> = { [Each in Kind]: { kind: Each; params: AlertParams<Each> } }[Kind];
type Subject = Pick<WatchedRule, 'workspaceId' | 'filter'>;

/** Counts what a rule is about at one moment, and says of every app, person or address of it how bad that is. */
export async function judgeRule<Kind extends AlertKind>(
  transaction: Transaction,
  rule: Subject & { watch: Watch<Kind> },
  now: Date,
): Promise<Judgment[]> {
  const { kind, params }: Watch<Kind> = rule.watch;
  const observe: Observer<Kind> = observers[kind];
  const observed = await observe(transaction, { rule, params, codes: codesByRole, now });
  return judge(kind, params, observed, now);
}
