import type { Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertParams } from '@turnaway/contracts/alert-kinds';
import type { AppCredentialObservation } from '@turnaway/contracts/alert-observations';
import { formatCount } from './format-number.js';
import { levelOf } from './level-of.js';

type Params = AlertParams<'app-credential'>;

const dayMs = 86_400_000;
const recentMs = 2 * 3_600_000;

/**
 * Apps that cannot prove themselves. A secret that may merely be wrong must be refused several times in a row: a single
 * refusal among successes is a retry. One that is said to be expired needs hardly any proof, even while another
 * instance of the app still gets in. A known day of expiry is a finding of its own.
 */
export function judgeAppCredential(
  params: Params,
  apps: readonly AppCredentialObservation[],
  now: Date,
): Judgment[] {
  return apps.flatMap((app) => [
    ...(app.errorCode === null ? [] : [judgeRefusals(params, app, app.errorCode, now)]),
    ...(app.expiresAt === null ? [] : [judgeExpiry(params, app, app.expiresAt, now)]),
  ]);
}

function judgeRefusals(
  params: Params,
  app: AppCredentialObservation,
  errorCode: string,
  now: Date,
): Judgment {
  const isRecent = app.lastFailureAt !== null && now.getTime() - Date.parse(app.lastFailureAt) < recentMs;
  const value = app.expired && isRecent ? app.failures : app.failuresSinceSuccess;
  const warn = app.expired ? params.expiredFailures : params.warnFailures;
  const alert = app.expired ? params.expiredFailures : params.alertFailures;
  return {
    key: `${app.app}|${errorCode}`,
    label: app.app,
    personal: false,
    level: levelOf(value, warn, alert),
    value,
    warnThreshold: warn,
    threshold: alert,
    recoveryThreshold: 0,
    worseWhen: 'higher',
    measure: app.expired ? 'refusals' : 'refusals in a row',
    usual: 0,
    because:
      value === 0
        ? 'The app has signed in since.'
        : `${app.title}: refused ${formatCount(value, 'time')}${app.lastSuccessAt === null ? '' : ' since its last success'}.`,
    evidence: [
      { label: 'App', value: app.app, personal: false },
      { label: 'Code', value: errorCode, personal: false },
      ...(app.firstSeenAt === null ? [] : [{ label: 'First seen', value: app.firstSeenAt, personal: false }]),
      { label: 'Last success', value: app.lastSuccessAt ?? 'none in the window', personal: false },
    ],
  };
}

function judgeExpiry(params: Params, app: AppCredentialObservation, expiresAt: string, now: Date): Judgment {
  const days = (Date.parse(expiresAt) - now.getTime()) / dayMs;
  return {
    key: `${app.app}|expires:${app.credential?.id.replaceAll('|', '/') ?? ''}`,
    label: app.app,
    personal: false,
    level: days <= params.alertExpiryDays ? 'alert' : days <= params.warnExpiryDays ? 'warn' : 'ok',
    value: days,
    warnThreshold: params.warnExpiryDays,
    threshold: params.alertExpiryDays,
    recoveryThreshold: params.warnExpiryDays,
    worseWhen: 'lower',
    measure: 'days until it expires',
    usual: null,
    because:
      days < 0
        ? `It expired on ${expiresAt.slice(0, 10)}.`
        : `It expires on ${expiresAt.slice(0, 10)}, ${daysLeft(days)}.`,
    evidence: [
      { label: 'App', value: app.app, personal: false },
      ...(app.credential === null
        ? []
        : [{ label: 'Credential', value: app.credential.name ?? app.credential.id, personal: false }]),
      { label: 'Expires', value: expiresAt, personal: false },
    ],
  };
}

function daysLeft(days: number): string {
  const whole = Math.floor(days);
  if (whole === 0) return 'in less than a day';
  return `in ${whole} ${whole === 1 ? 'day' : 'days'}`;
}
