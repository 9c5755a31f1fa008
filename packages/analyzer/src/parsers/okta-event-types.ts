/**
 * `attempt`: a step of a sign-in, whose outcome says how it went. `refusal`: someone was turned away, whatever the
 * outcome says, since the result is that of the check. `detection`: a refusal only if it did not pass.
 */
export type OktaEventKind = 'attempt' | 'refusal' | 'detection';

const attemptTypes: ReadonlySet<string> = new Set([
  'user.session.start',
  'policy.evaluate_sign_on',
  'policy.auth_reevaluate.enforce',
  'app.ad.credential.verify',
  'app.generic.unauth_app_access_attempt',
  'app.inbound_del_auth.login_success',
  'app.kerberos_rich_client.user_authentication_successful',
  'app.oauth2.signon',
  'app.oauth2.interact.interaction_code',
  'application.integration.authentication_failure',
  'device.password_sync.authentication',
  'device.platform_sso.authentication',
  'security.internal.authentication',
  'system.email.challenge_factor_redeemed',
  'system.email.send_factor_verify_message',
  'system.ldapi.bind',
  'system.push.send_factor_verify_push',
  'system.sms.send_factor_verify_message',
  'system.voice.send_mfa_challenge_call',
  'user.import.password',
  'user.mfa.okta_verify',
  'user.mfa.okta_verify.deny_push',
  'user.mfa.okta_verify.deny_push_upgrade_needed',
]);

/** Families of which every member is a step of a sign-in, but for those named in {@link otherTypes}. */
const attemptFamilies = [
  'user.authentication.',
  'app.oauth2.authorize',
  'app.oauth2.as.authorize',
  'app.oauth2.token.grant',
  'app.oauth2.as.token.grant',
] as const;

const otherTypes: ReadonlySet<string> = new Set([
  'user.authentication.slo',
  'user.authentication.universal_logout',
]);

const refusalTypes: ReadonlySet<string> = new Set([
  'app.kerberos_rich_client.account_not_found',
  'app.kerberos_rich_client.instance_not_found',
  'app.kerberos_rich_client.multiple_accounts_found',
  'app.oauth2.as.authorize.scope_denied',
  'app.oauth2.as.token.detect_reuse',
  'app.oauth2.invalid_client_credentials',
  'app.oauth2.token.detect_reuse',
  'application.policy.sign_on.deny_access',
  'policy.auth_reevaluate.fail',
  'system.operation.concurrency_limit.violation',
  'system.operation.rate_limit.violation',
  'system.org.rate_limit.violation',
  'user.account.lock',
  'user.account.lock.limit',
  'user.mfa.attempt_bypass',
]);

const detectionTypes: ReadonlySet<string> = new Set([
  'security.breached_credential.detected',
  'security.request.blocked',
  'security.threat.detected',
]);

/** What the event type has to do with signing in; `null` for nothing. */
export function signInKind(eventType: string): OktaEventKind | null {
  if (refusalTypes.has(eventType)) return 'refusal';
  if (detectionTypes.has(eventType)) return 'detection';
  if (attemptTypes.has(eventType)) return 'attempt';
  if (otherTypes.has(eventType)) return null;
  return attemptFamilies.some((family) => eventType.startsWith(family)) ? 'attempt' : null;
}

/** Was a person at the screen? Token calls are made by programs; `null` where the type does not tell. */
export function interactiveOktaType(eventType: string): boolean | null {
  if (eventType.startsWith('user.')) return true;
  return eventType.includes('.token.') ? false : null;
}
