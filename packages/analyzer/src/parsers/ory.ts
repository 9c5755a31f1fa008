import type { Outcome } from '@turnaway/contracts/taxonomy';
import { isObject, type JsonObject, joined, lengths, name, objectIn, text } from '../read-fields.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Ory's live events, and the logs of Kratos and Hydra as JSON and as `key=value` text.
 * https://www.ory.com/docs/actions/live-events
 */
export const ory: SystemParser = {
  system: 'ory',
  json: {
    claims(record) {
      if (typeof record.name === 'string' && isObject(record.eventAttributes)) return true;
      return typeof record.service_name === 'string' && /^Ory /.test(record.service_name) && 'msg' in record;
    },
    read(record, context) {
      return 'eventAttributes' in record ? readEvent(record, context) : readLog(record, record, context);
    },
  },
  text: {
    claims({ line }) {
      return /\bservice_name="?Ory (?:Kratos|Hydra|Oathkeeper|Keto)/.test(line);
    },
    read(line, context) {
      const { pairs } = line;
      const error = { message: pairs['error.message'], reason: pairs['error.reason'] };
      return readLog(
        { ...pairs, error: pairs['error.message'] === undefined ? null : error },
        line.line,
        context,
      );
    },
  },
};

const events: ReadonlyMap<string, Outcome> = new Map([
  ['LoginSucceeded', 'success'],
  ['LoginFailed', 'failure'],
  ['LoginInitiated', 'interrupt'],
  ['OAuth2LoginAccepted', 'success'],
  ['OAuth2LoginRejected', 'failure'],
  ['OAuth2ConsentAccepted', 'success'],
  ['OAuth2ConsentRejected', 'failure'],
  ['OAuth2TokenExchangeError', 'failure'],
  ['OAuth2TokenExchangeSuccess', 'success'],
  ['OAuth2AccessTokenIssued', 'success'],
]);

/** The attributes are not promised to stay as they are, so each is looked for under all names it has had. */
function readEvent(record: JsonObject, context: ReadContext): Reading {
  const event = name(record.name) ?? '';
  const outcome = events.get(event);
  if (outcome === undefined) return skipped(event);
  const said = objectIn(record.eventAttributes);
  const field = (...keys: string[]) => keys.map((key) => name(said[key])).find((value) => value !== null);
  const reason = field('ErrorReason', 'Reason', 'error_reason', 'error');
  return signIn(
    {
      system: 'ory',
      id: record.id ?? record.eventId,
      record,
      time: record.timestamp,
      timeField: 'timestamp',
      code: event,
      outcome,
      reason: reason ?? event,
      user: field('Identifier', 'identifier', 'Email'),
      userId: field('IdentityID', 'IdentityId', 'identity_id', 'Subject', 'subject'),
      app: field('OAuth2ClientName', 'OAuth2ClientID', 'ClientID', 'client_id', 'SelfServiceSSOProviderUsed'),
      ip: field('ClientIP', 'client_ip', 'ip'),
      country: field('GeoLocationCountry'),
      city: field('GeoLocationCity'),
      client: field('UserAgent', 'user_agent', 'SelfServiceFlowType'),
      interactive: event.startsWith('Login') ? true : null,
      correlationId: field('FlowID', 'FlowId', 'flow_id'),
      evidence: field('SelfServiceMethodUsed'),
    },
    context,
  );
}

const loginError = /^Encountered self-service login error/;
const loginSuccess = /^Identity authenticated successfully/;
/** Of Hydra's OAuth 2.0 endpoints: the error is the protocol's. */
const oauthError = /^[a-z]{2,32}(?:_[a-z]{2,32}){1,4}$/;

function readLog(record: JsonObject, source: unknown, context: ReadContext): Reading {
  const message = name(record.msg) ?? '';
  const error = objectIn(record.error);
  const word = name(error.message);
  const isHydra = record.service_name === 'Ory Hydra';
  const isOauthError = isHydra && word !== null && oauthError.test(word);
  const outcome: Outcome | null = loginSuccess.test(message)
    ? 'success'
    : loginError.test(message) || isOauthError
      ? 'failure'
      : null;
  if (outcome === null) return skipped('log line');
  const request = objectIn(record.http_request);
  const headers = objectIn(request.headers);
  const flow = objectIn(record.login_flow);
  return signIn(
    {
      system: 'ory',
      record: source,
      time: record.time,
      timeField: 'time',
      code: isOauthError ? word : outcome === 'success' ? 'LoginSucceeded' : 'LoginFailed',
      ...(isOauthError ? { codeSystem: 'oauth' } : {}),
      outcome,
      reason: joined(': ', text(error.message, lengths.reason), text(error.reason, lengths.reason)),
      userId: record.identity_id,
      app: objectIn(record.client).id ?? (isHydra ? 'Ory Hydra' : null),
      ip:
        name(headers['x-forwarded-for'])?.split(',')[0] ?? name(headers['true-client-ip']) ?? request.remote,
      client: headers['user-agent'],
      interactive: isHydra ? null : true,
      correlationId: flow.id ?? record.flow_id,
      requestId: record.request_id ?? headers['x-request-id'],
      evidence: joined(' ', name(error.reason), name(record.flow_method), name(error.status)),
    },
    context,
  );
}
