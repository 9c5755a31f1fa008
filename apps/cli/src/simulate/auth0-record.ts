import type { StepContext } from './attempt.js';
import { alphanumeric, digits, type Random } from './random.js';

/** What a step of an Auth0 sign-in leaves in the tenant log: its type, and its words. */
interface Auth0Step {
  type: string;
  description: string;
  /** OAuth's own error code, where the step is a token request or a silent sign-in. */
  oauthError?: string;
  fails: boolean;
}

/** Every step that the simulator plays. */
export const auth0Steps: Readonly<Record<string, Auth0Step>> = {
  s: { type: 's', description: '', fails: false },
  ssa: { type: 'ssa', description: '', fails: false },
  seacft: { type: 'seacft', description: 'Code for Access Token', fails: false },
  sertft: { type: 'sertft', description: 'Refresh Token for Access Token', fails: false },
  gd_auth_succeed: {
    type: 'gd_auth_succeed',
    description: 'Guardian - Second factor authentication',
    fails: false,
  },
  fsa: { type: 'fsa', description: 'Login required', oauthError: 'login_required', fails: false },
  fp: { type: 'fp', description: 'Wrong email or password.', fails: true },
  fu: { type: 'fu', description: 'Wrong email or password.', fails: true },
  f: { type: 'f', description: 'User is blocked.', oauthError: 'unauthorized', fails: true },
  'f#callback': {
    type: 'f',
    description: 'Callback URL mismatch. The address is not in the list of allowed callback URLs',
    oauthError: 'unauthorized_client',
    fails: true,
  },
  fc: { type: 'fc', description: 'The connector did not answer.', fails: true },
  feacft: {
    type: 'feacft',
    description: 'Invalid authorization code',
    oauthError: 'invalid_grant',
    fails: true,
  },
  fertft: {
    type: 'fertft',
    description: 'Unknown or invalid refresh token.',
    oauthError: 'invalid_grant',
    fails: true,
  },
  limit_wc: {
    type: 'limit_wc',
    description: 'Address blocked after failed tries on one account',
    fails: true,
  },
  pwd_leak: { type: 'pwd_leak', description: 'Sign-in tried with a leaked password', fails: true },
  gd_auth_failed: {
    type: 'gd_auth_failed',
    description: 'Guardian - Second factor authentication failed',
    fails: true,
  },
  gd_auth_rejected: { type: 'gd_auth_rejected', description: 'Guardian - Push rejected', fails: true },
  gd_send_sms_failure: {
    type: 'gd_send_sms_failure',
    description: 'Guardian - Error sending SMS',
    fails: true,
  },
};

/** One log record in the form of Auth0's log streams, `{log_id, data}`. */
export function buildAuth0Record(context: StepContext, random: Random): object {
  const { attempt, atMs, tenant } = context;
  const { person, app } = attempt;
  const step = auth0Steps[context.step];
  if (step === undefined) throw new RangeError(`no Auth0 step ${context.step}`);
  if (person === null) throw new RangeError('an Auth0 sign-in needs a person');
  const date = new Date(atMs).toISOString();
  const logId = `900${date.slice(0, 10).replaceAll('-', '')}${digits(random, 45)}`;
  // Before somebody is known, the record has no user: a silent sign-in, or a request that was turned away.
  const known = step.type !== 'fsa' && context.step !== 'f#callback';
  return {
    log_id: logId,
    data: {
      date,
      type: step.type,
      description: step.description,
      connection: 'Username-Password-Authentication',
      connection_id: `con_${tenant.id.replaceAll('-', '').slice(0, 16)}`,
      client_id: app.id,
      client_name: app.name,
      ip: attempt.address,
      user_agent: person.device.userAgent,
      details: {
        ...(step.fails || step.oauthError !== undefined
          ? {
              error: {
                message: step.description,
                ...(step.oauthError === undefined
                  ? {}
                  : { oauthError: step.oauthError, type: step.oauthError }),
              },
            }
          : {}),
        session_id: alphanumeric(random, 32),
      },
      hostname: `tidewater.eu.auth0.example`,
      ...(known
        ? {
            user_id: `auth0|${person.id.replaceAll('-', '').slice(0, 24)}`,
            user_name: person.email,
            strategy: 'auth0',
            strategy_type: 'database',
          }
        : {}),
      audience: `https://api.${tenant.domain}`,
      scope: ['openid', 'profile', 'email'],
      log_id: logId,
      tenant_name: 'tidewater',
    },
  };
}
