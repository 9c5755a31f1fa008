import type { StepContext } from './attempt.js';
import { alphanumeric, guid, type Random } from './random.js';

/** What a step of an Okta sign-in leaves in the System Log. */
interface OktaStep {
  eventType: string;
  message: string;
  result: 'SUCCESS' | 'FAILURE' | 'CHALLENGE' | 'DENY' | 'ALLOW';
  reason: string | null;
  fails: boolean;
}

const start = (reason: string): OktaStep => ({
  eventType: 'user.session.start',
  message: 'User login to Okta',
  result: 'FAILURE',
  reason,
  fails: true,
});
const factor = (eventType: string, reason: string): OktaStep => ({
  eventType,
  message: 'Authentication of user via MFA',
  result: 'FAILURE',
  reason,
  fails: true,
});
const passed = (eventType: string, message: string): OktaStep => ({
  eventType,
  message,
  result: 'SUCCESS',
  reason: null,
  fails: false,
});

/** Every step that the simulator plays. */
export const oktaSteps: Readonly<Record<string, OktaStep>> = {
  session: passed('user.session.start', 'User login to Okta'),
  sso: passed('user.authentication.sso', 'User single sign on to app'),
  mfa: passed('user.authentication.auth_via_mfa', 'Authentication of user via MFA'),
  challenge: {
    eventType: 'policy.evaluate_sign_on',
    message: 'Evaluation of sign-on policy',
    result: 'CHALLENGE',
    reason: 'Sign-on policy evaluation resulted in CHALLENGE',
    fails: false,
  },
  denied: {
    eventType: 'policy.evaluate_sign_on',
    message: 'Evaluation of sign-on policy',
    result: 'DENY',
    reason: 'Sign-on policy evaluation resulted in DENY',
    fails: true,
  },
  unassigned: {
    eventType: 'app.generic.unauth_app_access_attempt',
    message: 'User attempted unauthorized access to app',
    result: 'FAILURE',
    reason: null,
    fails: true,
  },
  INVALID_CREDENTIALS: start('INVALID_CREDENTIALS'),
  VERIFICATION_ERROR: start('VERIFICATION_ERROR'),
  LOCKED_OUT: start('LOCKED_OUT'),
  PASSWORD_EXPIRED: start('PASSWORD_EXPIRED'),
  UNKNOWN_USER: start('UNKNOWN_USER'),
  DEL_AUTH_TIMEOUT: start('DEL_AUTH_TIMEOUT'),
  SERVICE_NOT_AVAILABLE: start('SERVICE_NOT_AVAILABLE'),
  'mfa-wrong': factor('user.authentication.auth_via_mfa', 'INVALID_CREDENTIALS'),
  'mfa-failed': factor('user.authentication.auth_via_mfa', 'Authentication failed'),
  'push-rejected': factor('user.mfa.okta_verify.deny_push', 'User rejected Okta push verify'),
};

/** One LogEvent as Okta's System Log API and its streams write it. */
export function buildOktaRecord(context: StepContext, random: Random): object {
  const { tenant, attempt, atMs } = context;
  const { person, place, app } = attempt;
  const step = oktaSteps[context.step];
  if (step === undefined) throw new RangeError(`no Okta step ${context.step}`);
  if (person === null) throw new RangeError('an Okta sign-in needs a person');
  const geographicalContext = {
    city: place.city,
    state: place.state,
    country: place.countryName,
    postalCode: null,
    geolocation: { lat: place.latitude, lon: place.longitude },
  };
  const requestId = alphanumeric(random, 27);
  const actor = {
    id: `00u${person.id.replaceAll('-', '').slice(0, 17)}`,
    type: 'User',
    alternateId: person.userName,
    displayName: person.displayName,
    detailEntry: null,
  };
  return {
    actor,
    client: {
      userAgent: {
        rawUserAgent: person.device.userAgent,
        os: person.device.operatingSystem,
        browser: person.device.browser.split(' ')[0]?.toUpperCase() ?? 'UNKNOWN',
      },
      zone: attempt.address === place.officeAddress ? 'Offices' : 'null',
      device: /Ios|Android/.test(person.device.operatingSystem) ? 'Mobile' : 'Computer',
      id: null,
      ipAddress: attempt.address,
      geographicalContext,
    },
    device: null,
    authenticationContext: {
      authenticationProvider: step.eventType.includes('mfa') ? 'FACTOR_PROVIDER' : null,
      credentialProvider: null,
      credentialType: null,
      issuer: null,
      interface: null,
      authenticationStep: 0,
      // The session ties the steps of one attempt.
      externalSessionId: `102${attempt.correlationId.replaceAll('-', '').slice(0, 22)}`,
    },
    displayMessage: step.message,
    eventType: step.eventType,
    outcome: { result: step.result, reason: step.reason },
    published: new Date(atMs).toISOString(),
    securityContext: {
      asNumber: 64_500,
      asOrg: 'example network',
      isp: 'example network',
      domain: tenant.domain,
      isProxy: false,
    },
    severity: step.result === 'SUCCESS' || step.result === 'CHALLENGE' ? 'INFO' : 'WARN',
    debugContext: {
      debugData: {
        requestId,
        requestUri: step.eventType.includes('mfa') ? '/idp/idx/challenge/answer' : '/idp/idx/identify',
        threatSuspected: 'false',
        url: '/idp/idx/identify?',
      },
    },
    legacyEventType: null,
    transaction: { type: 'WEB', id: requestId, detail: {} },
    uuid: guid(random),
    version: '0',
    request: {
      ipChain: [
        {
          ip: attempt.address,
          geographicalContext,
          version: attempt.address.includes(':') ? 'V6' : 'V4',
          source: null,
        },
      ],
    },
    target: [
      {
        id: `0oa${app.id.replaceAll('-', '').slice(0, 17)}`,
        type: 'AppInstance',
        alternateId: app.name,
        displayName: app.name,
        detailEntry: { signOnModeType: 'OPENID_CONNECT' },
      },
    ],
  };
}
