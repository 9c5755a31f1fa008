import type { Outcome } from '@turnaway/contracts/taxonomy';
import { TextRecord } from '../frame/text-record.js';
import { fieldAt, isObject, type JsonObject, lengths, name, objectIn, text } from '../read-fields.js';
import { isPantherLog } from './panther-store.js';
import { type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * GitLab's application_json.log, auth_json.log and audit_json.log, its audit events as the API and streaming give
 * them, and production_json.log, whose requests repeat what the others say and are skipped.
 * https://docs.gitlab.com/administration/logs/
 */
export const gitlab: SystemParser = {
  system: 'gitlab',
  json: {
    claims(record) {
      if (isPantherLog(record, 'GitLab')) return true;
      if (isAuditEvent(record)) return true;
      if (typeof record.time !== 'string') return false;
      const isRequest = typeof record.controller === 'string' && 'correlation_id' in record;
      if (isRequest || record.message === 'Rack_Attack') return true;
      if (typeof record.severity !== 'string') return false;
      return 'correlation_id' in record || 'meta.caller_id' in record || isHousekeeping(record);
    },

    read(record, context) {
      if (isAuditEvent(record)) return readAuditEvent(record, context);
      const message = text(record.message, lengths.reason);
      if (message === 'Rack_Attack') return readRackAttack(record, context);
      const line = message === null ? null : loginLine.exec(message);
      if (line !== null) return readLoginLine(record, line, context);
      return skipped(name(fieldAt(record, 'meta.caller_id')) ?? name(record.controller) ?? 'log line');
    },
  },
  text: {
    claims: ({ line }) => loginLine.test(line),

    read(line, context) {
      const found = loginLine.exec(line.line);
      return found === null ? skipped('log line') : readLoginLine(line, found, context);
    },
  },
};

type Context = Parameters<typeof signIn>[1];

/** Lines of GitLab's own housekeeping have no caller, and name its parts. */
function isHousekeeping(record: JsonObject): boolean {
  const { class: rubyClass, message } = record;
  if (typeof rubyClass === 'string' && rubyClass.startsWith('Gitlab::')) return true;
  if (typeof message === 'string' && message.startsWith('ActiveRecord ')) return true;
  return housekeepingFields.some((field) => field in record);
}

const housekeepingFields = [
  'memwd_handler_class',
  'memwd_max_strikes',
  'memwd_reason',
  'connection_name',
  'model_connection_name',
  'partition_name',
] as const;

/** `Failed Login: username=ana ip=192.0.2.1`, `Successful Login: username=ana ip=192.0.2.1 method=standard admin=false`. */
const loginLine =
  /(?:^|Z: )(Failed|Successful) Login: username=(.{0,200}?) ip=(\S{1,60})(?: method=(\S{1,60}))?(?: |$)/;

/** In application_json.log, or in its older form as text. */
function readLoginLine(from: JsonObject | TextRecord, line: RegExpExecArray, context: Context): Reading {
  const succeeded = line[1] === 'Successful';
  const record = from instanceof TextRecord ? { message: from.line } : from;
  return signIn(
    {
      system: 'gitlab',
      record: from instanceof TextRecord ? from.line : from,
      time: from instanceof TextRecord ? undefined : from.time,
      timeField: 'time',
      code: succeeded ? 'Successful Login' : 'Failed Login',
      outcome: succeeded ? 'success' : 'failure',
      reason: record.message,
      user: line[2],
      userId: fieldAt(record, 'meta.user_id'),
      ip: line[3],
      correlationId: record.correlation_id,
      evidence: name(line[4]),
    },
    context,
  );
}

/** Only a request that was held back is a failure; `track` and `safelist` let it pass. */
function readRackAttack(record: JsonObject, context: Context): Reading {
  const kind = name(record.env);
  if (kind !== 'throttle' && kind !== 'blocklist') return skipped(`Rack_Attack ${kind ?? ''}`.trim());
  if (!isSignInPath(name(record.path))) return skipped(`Rack_Attack ${kind}`);
  return signIn(
    {
      system: 'gitlab',
      record,
      time: record.time,
      timeField: 'time',
      code: `Rack_Attack ${kind}`,
      outcome: 'failure',
      reason: name(record.matched) ?? kind,
      user: fieldAt(record, 'meta.user') ?? record.username,
      userId: record.user_id,
      ip: record.remote_ip,
      correlationId: record.correlation_id,
    },
    context,
  );
}

const signInPaths = /^\/(?:users\/(?:sign_in|auth\/|password)|oauth\/token|jwt\/auth|api\/v\d\/session)/;

function isSignInPath(path: string | null): boolean {
  return path !== null && signInPaths.test(path);
}

/** In audit_json.log the details stand beside the ids; the API and streams put them in `details`. */
function isAuditEvent(record: JsonObject): boolean {
  return 'author_id' in record && 'entity_type' in record && 'entity_id' in record;
}

function readAuditEvent(record: JsonObject, context: Context): Reading {
  const details = isObject(record.details) ? record.details : objectIn(record.details);
  const field = (key: string) => record[key] ?? details[key];
  const eventType = name(record.event_type) ?? name(field('event_name')) ?? '';
  const failedWith = name(field('failed_login'));
  const passedWith = name(field('with'));
  const isFailed = failedWith !== null || eventType.startsWith('login_failed_');
  const isPassed = !isFailed && (passedWith !== null || eventType.startsWith('authenticated_with_'));
  if (!isFailed && !isPassed) return skipped(eventType === '' ? 'audit event' : eventType);
  const outcome: Outcome = isPassed ? 'success' : 'failure';
  return signIn(
    {
      system: 'gitlab',
      id: record.id,
      record,
      time: record.created_at ?? record.time,
      timeField: 'created_at',
      code: isPassed ? 'authenticated' : `login_failed_${factorOf(failedWith ?? eventType)}`,
      outcome,
      reason: field('custom_message') ?? failedWith,
      user: field('target_details') ?? field('author_name'),
      userId: isFailed && record.author_id === -1 ? undefined : record.author_id,
      ip: field('ip_address') ?? field('remote_ip'),
      correlationId: record.correlation_id,
      evidence: passedWith,
    },
    context,
  );
}

/** `STANDARD`, `OTP`, `WEBAUTHN`, `login_failed_with_otp_authentication`, `ldapmain`. */
function factorOf(word: string): 'otp' | 'webauthn' | 'standard' | 'provider' {
  const lower = word.toLowerCase();
  if (/otp|two[-_ ]?factor/.test(lower)) return 'otp';
  if (/webauthn|u2f/.test(lower)) return 'webauthn';
  return lower.includes('standard') ? 'standard' : 'provider';
}
