/** What a step of an Entra sign-in leaves in the log. */
export interface EntraStep {
  code: number;
  /** The log's own wording; `null` for a success. */
  reason: string | null;
  additionalDetails?: string;
  /** Is it a failure, and not a prompt that is there by design? */
  fails: boolean;
  conditionalAccess?: 'success' | 'failure';
  /** The method of the step that did not succeed. */
  method?: string;
}

const mfaNeeded = 'MFA required in Azure AD';

/** Codes of an app's or a partner's setup, which no ordinary day has. */
export const newErrors = ['50146', '75011', '50107', '50020', '50128', '50194', '90014', '75005'] as const;
/** Codes that no catalog has. */
export const unknownCodes = ['999313', '999314', '999315', '999316', '999317', '999318', '999319'] as const;

/** Every step that the simulator plays, by code; `#` tells apart what shares a code. */
export const entraSteps: Readonly<Record<string, EntraStep>> = {
  ...Object.fromEntries(
    [...newErrors, ...unknownCodes].map((code) => [
      code,
      failed(Number(code), 'The request could not be completed.'),
    ]),
  ),
  '0': { code: 0, reason: null, fails: false },
  '0#mfa': {
    code: 0,
    reason: null,
    fails: false,
    additionalDetails: 'MFA requirement satisfied by claim in the token',
    conditionalAccess: 'success',
  },
  '50058': prompt(50058, 'Session information is not sufficient for single-sign-on.'),
  '50072': prompt(50072, 'User needs to enroll for a second factor.', mfaNeeded),
  '50074': prompt(50074, 'Strong Authentication is required.', mfaNeeded),
  '50076': prompt(
    50076,
    'Due to a configuration change, or a new location, multi-factor authentication is required.',
    mfaNeeded,
  ),
  '50079': prompt(50079, 'User needs to enroll for multi-factor authentication.', mfaNeeded),
  '50097': prompt(50097, 'Device authentication is required.'),
  '50125': prompt(50125, 'Sign-in was interrupted due to a password reset or password registration entry.'),
  '50140': prompt(
    50140,
    'This occurred due to the keep-me-signed-in interrupt when the user was signing in.',
  ),
  '50199': prompt(50199, 'For security reasons, user confirmation is required for this request.'),
  '65001': {
    ...failed(65001, 'The user or administrator has not consented to use the application.'),
    conditionalAccess: 'success',
  },
  '50126': failed(50126, 'Error validating credentials due to invalid username or password.', {
    additionalDetails: 'The user did not enter the right credentials.',
    method: 'Password',
  }),
  '50053': failed(
    50053,
    'Account is locked because of too many sign-in attempts with an incorrect user name or password.',
    {
      method: 'Password',
    },
  ),
  '50053#malicious-ip': failed(
    50053,
    'Sign-in was blocked because it came from an IP address with malicious activity.',
    {
      method: 'Password',
    },
  ),
  '50055': failed(50055, 'The password is expired.', { method: 'Password' }),
  '50057': failed(50057, 'The user account is disabled.', { method: 'Password' }),
  '50034': failed(50034, 'The user account does not exist in the directory.'),
  '50105': failed(50105, 'The signed in user is not assigned to a role for the application.'),
  '50011': failed(
    50011,
    'The redirect URI specified in the request does not match the redirect URIs configured for the application.',
  ),
  '500011': failed(500011, 'The resource principal was not found in the tenant.'),
  '500121#denied': failed(500121, 'Authentication failed during strong authentication request.', {
    additionalDetails: 'MFA denied; user declined the authentication',
    method: 'Mobile app notification',
  }),
  '500121#no-answer': failed(500121, 'Authentication failed during strong authentication request.', {
    additionalDetails: 'MFA denied; user did not respond to mobile app notification',
    method: 'Mobile app notification',
  }),
  '500121#provider': failed(500121, 'Authentication failed during strong authentication request.', {
    additionalDetails: 'The phone call could not be placed',
    method: 'Phone call',
  }),
  '50087': failed(50087, 'A transient error occurred during strong authentication. Please try again.'),
  '53000': denied(53000, 'Device is not in required device state: compliant.'),
  '53003': denied(53003, 'Access has been blocked by Conditional Access policies.'),
  '54005': failed(
    54005,
    'OAuth2 Authorization code was already redeemed, please retry with a new valid code.',
  ),
  '700054': failed(700054, 'response_type id_token is not enabled for the application.'),
  '65004': failed(65004, 'User declined to consent to access the app.'),
  '70008': failed(70008, 'The provided authorization code or refresh token has expired due to inactivity.'),
  '70044': failed(
    70044,
    'The session has expired or is invalid due to sign-in frequency checks by Conditional Access.',
  ),
  '700082': failed(700082, 'The refresh token has expired due to inactivity.'),
  '50133': failed(50133, 'The session is not valid due to password expiration or recent password change.'),
  '50173': failed(
    50173,
    'The provided grant has expired due to it being revoked, a fresh auth token is needed.',
  ),
  '50196': failed(50196, 'The server terminated an operation because it encountered a client request loop.'),
  '90072': failed(
    90072,
    'User account from the identity provider does not exist in the tenant and cannot access the application.',
  ),
  '90033': failed(90033, 'A transient error has occurred. Please try again.'),
  '50000': failed(50000, 'There was an error issuing a token or an issue with our sign-in service.'),
  '90012': failed(90012, 'The request has timed out.'),
  '7000215': failed(7000215, 'Invalid client secret is provided.'),
  '7000222': failed(7000222, 'The provided client secret keys are expired.'),
  '700016': failed(700016, 'Application was not found in the directory.'),
};

function prompt(code: number, reason: string, additionalDetails?: string): EntraStep {
  return additionalDetails === undefined
    ? { code, reason, fails: false }
    : { code, reason, fails: false, additionalDetails };
}

function failed(code: number, reason: string, more: Partial<EntraStep> = {}): EntraStep {
  return { code, reason, fails: true, ...more };
}

function denied(code: number, reason: string): EntraStep {
  return { code, reason, fails: true, conditionalAccess: 'failure' };
}
