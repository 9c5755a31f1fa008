import type { Outcome } from '@turnaway/contracts/taxonomy';
import type { TextRecord } from '../frame/text-record.js';
import { boolean, fieldAt, type JsonObject, joined, lengths, name, objectIn, text } from '../read-fields.js';
import { isPantherLog } from './panther-store.js';
import { type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Teleport's audit events: JSON of its log files, the event handler and exports, and the lines `[AUDIT] user.login
 * code:T1000W …` of its own log.
 * https://goteleport.com/docs/reference/audit-events/
 */
export const teleport: SystemParser = {
  system: 'teleport',
  json: {
    claims(record) {
      if (isPantherLog(record, 'Gravitational')) return true;
      const { code, event } = record;
      if (typeof code !== 'string' || typeof event !== 'string') return false;
      return codeForm.test(code) && ('uid' in record || 'ei' in record || 'time' in record);
    },
    read: readEvent,
  },
  text: {
    claims({ line }) {
      return auditLine.test(line) || ownLine.test(line);
    },

    read(line, context) {
      if (!auditLine.test(line.line)) return skipped('log line');
      return readEvent(fieldsIn(line), context, line.line);
    },
  },
};

/** `T1000W`, `TDP00I`, `TJ001E`, `SRE001I`; some stores write them in lower case. */
const codeForm = /^(?:T[A-Z0-9]{3,7}|SRE\d{3})[IWE]$/i;
const auditLine = /\[AUDIT\S{0,20}\].{0,200}\b(?:code|event):[A-Za-z]/;
/** `2026-03-01T08:15:30Z WARN [PROXY:1:C] … service/service.go:288` */
const ownLine =
  /^\d{4}-\d\d-\d\dT[\d:.]{8,18}Z? (?:TRAC|DEBU|DEBUG|INFO|WARN|ERRO|ERROR)\s.{1,4000}\w\.go:\d{1,6}$/;

/** The kinds that decide a sign-in or a step of one: to Teleport, through it, or to a host. */
const signInEvents = new Set([
  'user.login',
  'auth',
  'recovery_code.used',
  'saml.idp.auth',
  'mfa_auth_challenge.validate',
  'windows.desktop.session.start',
]);
/** A sign-in for another device was asked for, and waits for an answer. */
const openCodes = new Set(['T1012I']);

function readEvent(record: JsonObject, context: Parameters<typeof signIn>[1], line?: string): Reading {
  const kind = text(record.event, lengths.code) ?? '';
  if (!signInEvents.has(kind)) return skipped(kind);
  const code = (text(record.code, lengths.code) ?? '').toUpperCase();
  const outcome = outcomeOf(code, boolean(record.success));
  const error = text(record.error, lengths.reason) ?? text(record.message, lengths.reason);
  return signIn(
    {
      system: 'teleport',
      id: record.uid,
      record: line ?? record,
      time: record.time,
      timeField: 'time',
      code,
      outcome,
      reason: error,
      user: record.user ?? userInError.exec(error ?? '')?.[1],
      app: record.service_provider_entity_id ?? record.desktop_name ?? record.cluster_name,
      resource: record.cluster_name,
      ip: fieldAt(record, 'addr.remote') ?? record.addr_remote ?? record['client.ip'],
      client: record.user_agent ?? objectIn(record.mfa_device).mfa_device_type,
      correlationId: record.sid,
      evidence: joined(
        '\n',
        name(record.method),
        name(record.connector_id),
        outcome === 'failure' ? 'success false' : null,
      ),
    },
    context,
  );
}

/** `user(name="ana") not found` */
const userInError = /user\(name=\\?"([^"\\]{1,200})/;

/** Some kinds have one code for both ends; the last letter of the others is the outcome. */
function outcomeOf(code: string, success: boolean | null): Outcome {
  if (openCodes.has(code)) return 'interrupt';
  if (success !== null) return success ? 'success' : 'failure';
  return code.endsWith('I') ? 'success' : 'failure';
}

const field = /(?:^|[\s[])([a-z][a-z0-9_.]{1,40}):(?:\[([^\]]{0,2000})\]|(\S{0,500}))/g;

/** The fields of a line, `key:value` or `key:[some words]`. */
function fieldsIn({ line }: TextRecord): JsonObject {
  const fields: Record<string, string> = Object.create(null);
  for (const [, key = '', words, word] of line.matchAll(field)) fields[key] ??= words ?? word ?? '';
  return fields;
}
