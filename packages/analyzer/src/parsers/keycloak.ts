import type { Outcome } from '@turnaway/contracts/taxonomy';
import { readPairs } from '../frame/pairs.js';
import { fieldAt, isObject, type JsonObject, joined, lengths, name, objectIn, text } from '../read-fields.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Keycloak's events: of its admin API and of webhooks as Keycloak has them, in the unified form of the event webhook
 * extension (`access.LOGIN_ERROR`), and as pairs in lines of its log, plain or as JSON, also in the log's context
 * (MDC). The other lines of the log are known and skipped.
 * https://www.keycloak.org/docs/latest/server_admin/#auditing-user-events
 */
export const keycloak: SystemParser = {
  system: 'keycloak',
  json: {
    claims(record) {
      if (loggerOf(record)?.startsWith('org.keycloak') || isServerLine(record)) return true;
      if (typeof record.realmId !== 'string' && typeof record.realmName !== 'string') return false;
      return typeof record.type === 'string' || typeof record.operationType === 'string';
    },

    read(record, context) {
      const logger = loggerOf(record);
      if (logger === null) return readEvent(record, record, context, record.time);
      const time = record.timestamp ?? record['@timestamp'];
      const said = contextFields(record) ?? readPairs(unescaped(text(record.message, longestMessage) ?? ''));
      if (said.type === undefined && said.operationType === undefined) return skipped('log line');
      return readEvent(said, record, context, time);
    },
  },
  text: {
    claims({ line }) {
      return eventLine.test(line) || ownLine.test(line);
    },

    read(line, context) {
      if (!eventLine.test(line.line)) return skipped('log line');
      const time = lineTime.exec(line.line)?.[1];
      const said = readPairs(unescaped(line.line.slice(line.line.search(firstPair))));
      return readEvent(said, line.line, context, line.syslog.time ?? time ?? context.envelope.time);
    },
  },
};

/** `type=LOGIN_ERROR, realmId=…` and `type="LOGIN_ERROR", realmId="…"`, the quotes also as `\"`. */
const eventLine =
  /\b(?:type|operationType)=\\?"?[A-Z][A-Z0-9_]{2,63}\\?"?,? {1,2}(?:realmId|realmName|resourceType)=/;
const firstPair = /\b(?:type|operationType)=/;
/** Of Keycloak's own classes, and of the server that it runs in: `… INFO  [org.jboss.as] (main) …`. */
const ownLine =
  /\[org\.keycloak\.[\w.$]{1,200}\]|\bKC-SERVICES\d{4}:|^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d,\d{3}\S{0,6} (?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL) {1,3}\[[\w.$-]{1,200}\] \([^)]{1,200}\) /;
const lineTime = /^(\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[,.]\d{3}(?:Z|[+-]\d\d:?\d\d)?)/;
const longestMessage = 32_000;

function unescaped(message: string): string {
  return message.includes('\\"') ? message.replaceAll('\\"', '"') : message;
}

/** With ECS as its format the server names itself in every line, whichever of its parts wrote it. */
function isServerLine(record: JsonObject): boolean {
  return name(fieldAt(record, 'service.name')) === 'Keycloak' && loggerOf(record) !== null;
}

function loggerOf(record: JsonObject): string | null {
  return name(record.loggerName ?? record.logger_name ?? fieldAt(record, 'log.logger'));
}

/** The event in the log's context: `event.type` and `event.details.username`, or without the first word. */
function contextFields(record: JsonObject): JsonObject | null {
  const mdc = objectIn(record.mdc);
  const fields: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(mdc)) {
    fields[key.replace(/^(?:keycloak\.)?(?:event\.)?(?:details\.)?/, '')] = value;
  }
  return 'type' in fields && 'realmId' in fields ? fields : null;
}

function readEvent(event: JsonObject, record: unknown, context: ReadContext, time: unknown): Reading {
  const type = text(event.type, lengths.code)?.replace(/^access\./, '');
  if (type === undefined || event.operationType !== undefined || event.resourceType !== undefined)
    return skipped(joined('-', name(event.operationType) ?? type ?? null, name(event.resourceType)));
  const outcome = outcomeOf(type);
  if (outcome === null) return skipped(type);
  const parties = isObject(event.authDetails) ? event.authDetails : event;
  const details: JsonObject = isObject(event.details)
    ? event.details
    : { ...event, ...objectIn(event.detailsJson) };
  const error = text(event.error, lengths.code);
  const flowId = name(details.code_id) ?? name(details.authSessionParentId);
  return signIn(
    {
      system: 'keycloak',
      id: event.uid ?? event.id,
      record,
      time,
      timeField: 'time',
      code: (outcome === 'success' ? null : error) ?? type,
      outcome,
      carrier: error === null || outcome === 'success' ? null : type,
      reason: joined(': ', error, text(details.reason, lengths.reason)) ?? type,
      user: name(details.username) ?? name(parties.username) ?? details.email,
      userId: parties.userId,
      app: parties.clientId,
      appId: parties.clientId,
      resource: joined('/', name(event.realmName) ?? name(parties.realmName) ?? name(event.realmId)),
      ip: parties.ipAddress,
      client: name(details.user_agent) ?? details.auth_method,
      interactive: interactiveTypes.test(type) ? true : programTypes.test(type) ? false : null,
      correlationId: flowId ?? parties.sessionId,
      evidence: joined('\n', type, name(details.credential_type), name(details.identity_provider)),
    },
    context,
  );
}

const interactiveTypes = /^(?:LOGIN|IDENTITY_PROVIDER|GRANT_CONSENT|OAUTH2_DEVICE_VERIFY|RESTART)/;
const programTypes = /^(?:CLIENT_LOGIN|REFRESH_TOKEN|TOKEN_EXCHANGE|JWT_BEARER)/;

const passes = new Set([
  ...[
    'LOGIN',
    'CLIENT_LOGIN',
    'CODE_TO_TOKEN',
    'REFRESH_TOKEN',
    'TOKEN_EXCHANGE',
    'JWT_BEARER',
    'GRANT_CONSENT',
  ],
  ...['IDENTITY_PROVIDER_LOGIN', 'IDENTITY_PROVIDER_FIRST_LOGIN', 'IDENTITY_PROVIDER_POST_LOGIN'],
  ...['IDENTITY_PROVIDER_RESPONSE', 'IDENTITY_PROVIDER_RETRIEVE_TOKEN', 'OAUTH2_DEVICE_CODE_TO_TOKEN'],
  ...['OAUTH2_EXTENSION_GRANT', 'AUTHREQID_TO_TOKEN', 'PERMISSION_TOKEN'],
]);
const steps = new Set([
  ...['OAUTH2_DEVICE_AUTH', 'OAUTH2_DEVICE_VERIFY_USER_CODE', 'RESTART_AUTHENTICATION'],
  'PUSHED_AUTHORIZATION_REQUEST',
]);
/** Uses of a token and checks: a sign-in only where they are refused. */
const uses = new Set(['USER_INFO_REQUEST', 'INTROSPECT_TOKEN', 'VALIDATE_ACCESS_TOKEN', 'INVALID_SIGNATURE']);
const lockouts = /^USER_DISABLED_BY_(?:PERMANENT|TEMPORARY)_LOCKOUT$/;

/** `null`: account changes, administration, sign-out. */
function outcomeOf(type: string): Outcome | null {
  if (lockouts.test(type)) return 'failure';
  const failed = type.endsWith('_ERROR');
  const base = failed ? type.slice(0, -'_ERROR'.length) : type;
  if (passes.has(base)) return failed ? 'failure' : 'success';
  if (steps.has(base)) return failed ? 'failure' : 'interrupt';
  return failed && uses.has(base) ? 'failure' : null;
}
