import { alertKindLifecycles } from './alert-kind-labels.js';
import { type AlertKind, type AlertLifecycle, type AlertWatch, alertParamsSchemas } from './alert-kinds.js';

/** A rule that a fresh install has switched on. */
export type DefaultAlertRule = AlertWatch & { name: string; lifecycle: AlertLifecycle };

/** The rules that a fresh install has switched on: quiet on ordinary days, as `npm run bench:alerts` measures. */
export const defaultAlertRules: readonly DefaultAlertRule[] = [
  rule('More failures than usual', {
    kind: 'baseline',
    params: alertParamsSchemas.baseline.parse({ measure: 'failures', direction: 'spike' }),
  }),
  rule('An app fails more than usual', {
    kind: 'baseline',
    params: alertParamsSchemas.baseline.parse({ measure: 'failures', direction: 'spike', groupBy: 'app' }),
  }),
  rule('Fewer successes than usual', {
    kind: 'baseline',
    params: alertParamsSchemas.baseline.parse({
      measure: 'successes',
      direction: 'drop',
      warnSpreads: 4,
      alertSpreads: 5,
    }),
  }),
  rule('A larger share fails, for hours', {
    kind: 'baseline',
    params: alertParamsSchemas.baseline.parse({
      measure: 'failure-rate',
      windowMinutes: 360,
      warnSpreads: 5,
      warnFactor: 1.3,
      alertFactor: 2,
      minimumChange: 100,
      minimumAttempts: 1_000,
    }),
  }),
  rule('New error', { kind: 'new-error', params: alertParamsSchemas['new-error'].parse({}) }),
  rule('Unknown code', { kind: 'unknown-code', params: alertParamsSchemas['unknown-code'].parse({}) }),
  rule('Resolved or ignored error is back', {
    kind: 'group-change',
    params: alertParamsSchemas['group-change'].parse({}),
  }),
  rule('Provider trouble', {
    kind: 'provider-trouble',
    params: alertParamsSchemas['provider-trouble'].parse({}),
  }),
  rule('App credential refused or expiring', {
    kind: 'app-credential',
    params: alertParamsSchemas['app-credential'].parse({}),
  }),
  rule('Feed silent or late', { kind: 'feed-silent', params: alertParamsSchemas['feed-silent'].parse({}) }),
  rule('Records that cannot be read', { kind: 'rejects', params: alertParamsSchemas.rejects.parse({}) }),
  rule('Password spray', {
    kind: 'password-spray',
    params: alertParamsSchemas['password-spray'].parse({}),
  }),
  rule('Brute force', { kind: 'brute-force', params: alertParamsSchemas['brute-force'].parse({}) }),
  rule('Credential stuffing', {
    kind: 'credential-stuffing',
    params: alertParamsSchemas['credential-stuffing'].parse({}),
  }),
  rule('MFA fatigue', { kind: 'mfa-fatigue', params: alertParamsSchemas['mfa-fatigue'].parse({}) }),
  rule('Lockout storm', { kind: 'lockout-storm', params: alertParamsSchemas['lockout-storm'].parse({}) }),
  rule('Success after failures', {
    kind: 'success-after-failures',
    params: alertParamsSchemas['success-after-failures'].parse({}),
  }),
  rule('Impossible travel', {
    kind: 'impossible-travel',
    params: alertParamsSchemas['impossible-travel'].parse({}),
  }),
  rule('Token replay', { kind: 'token-replay', params: alertParamsSchemas['token-replay'].parse({}) }),
];

function rule(name: string, watch: AlertWatch): DefaultAlertRule {
  return { ...watch, name, lifecycle: alertKindLifecycles[watch.kind satisfies AlertKind] };
}
