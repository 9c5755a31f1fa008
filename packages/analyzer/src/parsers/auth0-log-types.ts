import type { Outcome } from '@turnaway/contracts/taxonomy';

/** What a log type says by itself. */
export interface Auth0LogType {
  observed: Outcome;
  /** Was a person at the screen? `null` where the type does not tell. */
  interactive: boolean | null;
}

const atScreen = {
  success: 's scoa sens sdel gd_auth_succeed gd_recovery_succeed gd_auth_email_verification',
  failure: [
    'f fc fco fcoa fp fu fdeac fdecc fens pwd_leak limit_mu limit_sul limit_wc acls_summary',
    'gd_auth_failed gd_auth_rejected gd_auth_fail_email_verification gd_recovery_failed',
    'gd_otp_rate_limit_exceed gd_recovery_rate_limit_exceed gd_webauthn_challenge_failed',
    'gd_send_email_verification_failure gd_send_pn_failure gd_send_sms_failure gd_send_voice_failure',
    'gd_start_enroll_failed gd_webauthn_enrollment_failed passkey_challenge_failed too_many_records',
  ].join(' '),
  interrupt: 'gd_start_auth gd_start_enroll mfar passkey_challenge_started',
};

const byProgram = {
  success: [
    'seacft seccft secte sede seoobft seotpft sepft sepkoobft sepkotpft sepkrcft sercft sertft seta ssa sdeleacft',
    'sdelsa ciba_exchange_succeeded ciba_start_succeeded idjag_exchange_succeeded success_on_behalf_of_token_exchange',
  ].join(' '),
  failure: [
    'feacft feccft fecte fede feoobft feotpft fepft fepotpft fercft ferrt fertft feta fsa fdelsa fdeleacft fd fdeaz fpar',
    'ciba_exchange_failed ciba_start_failed idjag_exchange_failed jwt_bearer_exchange_failed',
    'failed_on_behalf_of_token_exchange api_limit limit_delegation limit_ui',
  ].join(' '),
};

/** Sign-up, sign-out, management, notifications and changes of an account are no sign-ins, and not listed. */
const signInTypes: ReadonlyMap<string, Auth0LogType> = new Map([
  ...typesIn(atScreen.success, { observed: 'success', interactive: true }),
  ...typesIn(atScreen.failure, { observed: 'failure', interactive: true }),
  ...typesIn(atScreen.interrupt, { observed: 'interrupt', interactive: true }),
  ...typesIn(byProgram.success, { observed: 'success', interactive: null }),
  ...typesIn(byProgram.failure, { observed: 'failure', interactive: null }),
  ...typesIn('ssa', { observed: 'success', interactive: false }),
  ...typesIn('fsa', { observed: 'failure', interactive: false }),
  ...typesIn('seccft', { observed: 'success', interactive: false }),
  ...typesIn('feccft', { observed: 'failure', interactive: false }),
]);

function typesIn(words: string, type: Auth0LogType): [string, Auth0LogType][] {
  return words.split(' ').map((word) => [word, type]);
}

/** `null` for a type that is no sign-in, or not known to be one. */
export function auth0LogType(type: string): Auth0LogType | null {
  return signInTypes.get(type) ?? null;
}
