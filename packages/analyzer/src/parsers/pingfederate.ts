import type { Outcome } from '@turnaway/contracts/taxonomy';
import type { TextRecord } from '../frame/text-record.js';
import { type JsonObject, lengths, name, text } from '../read-fields.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * PingFederate's audit log (bars between the values, `key="value"`, CEF, JSON) and administrators' sign-ins out of
 * admin.log; the lines of server.log are known and skipped.
 * https://docs.pingidentity.com/pingfederate/latest/administrators_reference_guide/pf_security_audit_loggin.html
 */
export const pingfederate: SystemParser = {
  system: 'pingfederate',
  json: {
    claims(record) {
      return typeof record.event === 'string' && ('trackingid' in record || 'pfhost' in record);
    },
    read(record, context) {
      return readAudit(record, record, context);
    },
  },
  text: {
    claims(line) {
      if (line.vendorEvent !== null) return /^PingFederate/i.test(line.vendorEvent.product);
      return formOf(line.line) !== null;
    },

    read(line, context) {
      if (line.vendorEvent !== null) return readAudit(cefFields(line), line.line, context);
      const form = formOf(line.line);
      if (form === 'pairs') return readAudit(line.pairs, line.line, context, line.syslog.time);
      if (form === 'audit') return readAudit(barFields(line, auditColumns), line.line, context);
      if (form === 'admin') return readAdmin(adminFields(line), line.line, context);
      return skipped('server log');
    },
  },
};

const pairsForm = /\btrackingid="?(?:tid:|").{0,400}\bevent="/i;
const auditForm =
  /(?:^|\s)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[,.]\d{1,6}\s?\|\s?tid:|^\|?\s?tid:[\w.-]{1,64}\s?\|/;
/** `time | user | roles | address | USER | LOGIN_ATTEMPT | id | text`; newer versions name the session after the address. */
const adminForm =
  /\b\d{1,2}:\d\d:\d\d[,.]\d{1,6} \| [^|]{0,256}\| [^|]{0,512}\| [0-9a-fA-F:.]{2,45} \| (?:(?![A-Z_]{2,64} )[\w-]{8,128} \| )?[A-Z_]{2,64} \| [A-Z_]{2,64} \|/;
const serverForm = /\[(?:org\.sourceid|com\.pingidentity)\.[\w.$]{1,200}\]/;

function formOf(line: string): 'pairs' | 'audit' | 'admin' | 'server' | null {
  if (pairsForm.test(line)) return 'pairs';
  if (auditForm.test(line)) return 'audit';
  if (adminForm.test(line)) return 'admin';
  return serverForm.test(line) ? 'server' : null;
}

/** The order of the columns that PingFederate is delivered with. */
const auditColumns = [
  ...['time', 'trackingid', 'event', 'subject', 'ip', 'app', 'connectionid', 'protocol', 'pfhost', 'role'],
  ...['status', 'adapterid', 'description', 'responsetime'],
];
const adminColumns = ['time', 'subject', 'roles', 'ip', 'component', 'event', 'eventid', 'description'];

function adminFields(line: TextRecord): JsonObject {
  const fields = barFields(line, adminColumns);
  if (/^[A-Z_]{2,64}$/.test(name(fields.component) ?? '')) return fields;
  const columns = ['time', 'subject', 'roles', 'ip', 'session', 'component', 'event', 'description'];
  return barFields(line, columns);
}

function barFields({ message, syslog }: TextRecord, columns: readonly string[]): JsonObject {
  const cells = message.split('|', columns.length).map((cell) => cell.trim());
  // The header's time is taken off where a blank follows it.
  if (/^tid:/.test(cells[0] ?? '')) cells.unshift('');
  const fields: Record<string, string> = Object.create(null);
  columns.forEach((column, place) => {
    fields[column] = cells[place] ?? '';
  });
  if (fields.time === '' && syslog.time !== null) fields.time = syslog.time;
  return fields;
}

function cefFields({ vendorEvent }: TextRecord): JsonObject {
  const fields = vendorEvent?.fields ?? {};
  return {
    time: fields.rt,
    event: vendorEvent?.name ?? vendorEvent?.eventId,
    subject: fields.duid ?? fields.duser ?? fields.suser,
    ip: fields.src,
    app: fields['Target Application URL'],
    connectionid: fields['Connection ID'],
    protocol: fields.Protocol ?? fields.proto,
    role: fields.Role,
    status: fields.outcome ?? fields.msg ?? fields.Status,
    description: fields.reason ?? fields.Description,
    trackingid: fields.externalId ?? fields['Tracking ID'],
  };
}

const signInEvents = new Set([
  ...['AUTHN_ATTEMPT', 'AUTHN_REQUEST', 'SSO', 'OAUTH', 'STS', 'AUTHN_SESSION_CREATED', 'AUTHN_SESSION_USED'],
]);
const outcomes: Readonly<Record<string, Outcome>> = {
  success: 'success',
  failure: 'failure',
  inprogress: 'interrupt',
};
const oauthError = /\b(invalid_grant|invalid_client)\b/;

function readAudit(fields: JsonObject, record: unknown, context: ReadContext, time?: string | null): Reading {
  const event = name(fields.event) ?? '';
  if (!signInEvents.has(event.toUpperCase())) return skipped(event);
  const status =
    name(fields.status)
      ?.toLowerCase()
      .replace(/[\s_-]/g, '') ?? '';
  const isRequest = event === 'AUTHN_REQUEST';
  const outcome = isRequest && status !== 'failure' ? 'interrupt' : outcomes[status];
  if (outcome === undefined) return skipped(event);
  const description = text(fields.description, lengths.reason);
  const code = (outcome === 'failure' ? oauthError.exec(description ?? '')?.[1] : undefined) ?? status;
  return signIn(
    {
      system: 'pingfederate',
      record,
      time: time ?? fields.time ?? fields.timestamp,
      timeField: 'time',
      code: isRequest && outcome === 'interrupt' ? event : code,
      outcome,
      carrier: event,
      reason: description,
      user: fields.subject,
      app: name(fields.connectionname) ?? name(fields.connectionid) ?? fields.app,
      appId: fields.connectionid,
      ip: fields.ip,
      client: fields.protocol,
      interactive: event === 'STS' || event === 'OAuth' ? null : true,
      correlationId: name(fields.transactionid) ?? fields.trackingid,
      requestId: fields.trackingid,
      evidence: name(fields.adapterid) ?? fields.authenticationsourceid,
    },
    context,
  );
}

function readAdmin(fields: JsonObject, record: unknown, context: ReadContext): Reading {
  const event = name(fields.event) ?? '';
  if (event !== 'LOGIN_ATTEMPT') return skipped(event);
  const description = text(fields.description, lengths.reason) ?? '';
  const passed = /success/i.test(description) && !/unsuccess|not success/i.test(description);
  return signIn(
    {
      system: 'pingfederate',
      record,
      time: fields.time,
      timeField: 'time',
      code: passed ? 'success' : 'failure',
      outcome: passed ? 'success' : 'failure',
      carrier: event,
      reason: description,
      user: fields.subject,
      app: 'PingFederate administrative console',
      ip: fields.ip,
      interactive: true,
    },
    context,
  );
}
