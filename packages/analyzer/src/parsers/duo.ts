import type { Outcome } from '@turnaway/contracts/taxonomy';
import type { VendorEvent } from '../frame/cef.js';
import { fieldAt, isObject, type JsonObject, joined, lengths, name, objectIn, text } from '../read-fields.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Duo's logs, as its Admin API (versions 1 and 2), its log sync (JSON, CEF), Log Analytics and Panther have them:
 * authentications, and administrators' sign-ins out of the administrator and activity logs. Also the event log of the
 * Authentication Proxy.
 * https://duo.com/docs/adminapi#logs
 */
export const duo: SystemParser = {
  system: 'duo',
  json: {
    claims(record) {
      return kindOf(record) !== null;
    },

    read(record, context) {
      const kind = kindOf(record);
      if (kind === 'authentication') return readAuthentication(record, context);
      if (kind === 'administration') return readAdministration(record, context);
      if (kind === 'activity') return readActivity(record, context);
      if (kind === 'proxy') return readProxyEvent(record, context);
      return skipped(kind);
    },
  },
  text: {
    claims({ vendorEvent }) {
      return vendorEvent?.vendor.startsWith('Duo') === true;
    },

    read(line, context) {
      const event = line.vendorEvent;
      return event === null ? skipped(null) : readCefEvent(event, line.line, context);
    },
  },
};

function kindOf(record: JsonObject): string | null {
  const says = (...keys: string[]) => keys.every((key) => key in record);
  if (says('txid', 'result') && (says('access_device') || says('access') || says('application')))
    return 'authentication';
  if (says('integration', 'factor', 'result')) return 'authentication';
  if (record.event_type === 'authentication' && says('access_device', 'result', 'user'))
    return 'authentication';
  if (says('auth_stage', 'server_section')) return 'proxy';
  if (says('activity_id', 'action') && isObject(record.actor)) return 'activity';
  if (says('action', 'username') && (says('isotimestamp') || record.eventtype === 'administrator'))
    return 'administration';
  if (says('context', 'credits', 'phone')) return 'telephony';
  return says('sekey', 'surfaced_auth') ? 'trust monitor' : null;
}

/** `access_device` as logged, or as the columns of Log Analytics are put together again: `access: { device }`. */
function partOf(record: JsonObject, key: 'access_device' | 'event_type'): unknown {
  return record[key] ?? fieldAt(record, key.replace('_', '.'));
}

function readAuthentication(record: JsonObject, context: ReadContext): Reading {
  const eventType = name(partOf(record, 'event_type'));
  if (eventType === 'enrollment') return skipped(eventType);
  const result = name(record.result)?.toLowerCase() ?? '';
  const outcome: Outcome = result === 'success' || result === 'allow' ? 'success' : 'failure';
  const reason = text(record.reason, lengths.reason);
  const user = objectIn(record.user);
  const application = objectIn(record.application);
  const device = objectIn(partOf(record, 'access_device'));
  const place = objectIn(device.location ?? record.location);
  const factor = name(record.factor);
  return signIn(
    {
      system: 'duo',
      id: record.txid,
      record,
      time: record.isotimestamp ?? record.timestamp ?? record.p_event_time,
      timeField: 'timestamp',
      code: codeIn(reason) ?? (result === 'fraud' ? 'user_marked_fraud' : result),
      outcome,
      reason: joined(', ', reason, factor),
      user: name(user.name) ?? name(record.username) ?? record.email,
      userId: user.key,
      app: application.name ?? record.integration,
      appId: application.key,
      ip: device.ip ?? record.ip,
      country: place.country,
      city: place.city,
      client: known(joined(' ', known(device.browser), known(device.browser_version))),
      device: joined(
        ' ',
        known(device.os),
        known(fieldAt(device, 'os_version') ?? fieldAt(device, 'os.version')),
      ),
      interactive: true,
      signals: signalsOf(factor),
    },
    context,
  );
}

/** Version 1 writes `User approved` where version 2 writes `user_approved`. */
function codeIn(reason: string | null): string | null {
  const code = reason?.toLowerCase().replace(/[^a-z0-9]+/g, '_') ?? '';
  return code === '' ? null : code;
}

function known(value: unknown): string | null {
  const found = name(value);
  return found === 'unknown' || found === 'Unknown' ? null : found;
}

function signalsOf(factor: string | null): ('push' | 'one-time-code')[] {
  if (factor === null) return [];
  if (/push/i.test(factor)) return ['push'];
  return /passcode|sms|token|bypass/i.test(factor) ? ['one-time-code'] : [];
}

const adminSignIns: ReadonlyMap<string, Outcome> = new Map([
  ['admin_login', 'success'],
  ['admin_login_error', 'failure'],
  ['admin_2fa_error', 'failure'],
  ['admin_lockout', 'failure'],
]);
const adminPanel = 'Duo Admin Panel';

function readAdministration(record: JsonObject, context: ReadContext): Reading {
  const action = name(record.action) ?? '';
  const outcome = adminSignIns.get(action);
  if (outcome === undefined) return skipped(action);
  const description = objectIn(record.description);
  const factor = name(description.factor);
  return signIn(
    {
      system: 'duo',
      record,
      time: record.isotimestamp ?? record.timestamp,
      timeField: 'timestamp',
      code: action,
      outcome,
      reason: text(description.error ?? description.message, lengths.reason) ?? record.description,
      user: name(record.username) ?? description.email,
      app: adminPanel,
      ip: description.ip_address,
      interactive: true,
      signals: signalsOf(factor),
    },
    context,
  );
}

function readActivity(record: JsonObject, context: ReadContext): Reading {
  const action = name(objectIn(record.action).name) ?? name(record.action) ?? '';
  const fixed = adminSignIns.get(action);
  if (fixed === undefined) return skipped(action);
  const failed = /fail|error|den/i.test(name(objectIn(record.outcome).result) ?? '');
  const actor = objectIn(record.actor);
  const device = objectIn(record.access_device);
  const place = objectIn(device.location);
  const details = objectIn(objectIn(record.action).details);
  return signIn(
    {
      system: 'duo',
      id: record.activity_id,
      record,
      time: record.ts,
      timeField: 'ts',
      code: failed && fixed === 'success' ? 'admin_login_error' : action,
      outcome: failed ? 'failure' : fixed,
      reason: text(details.error, lengths.reason) ?? name(objectIn(record.outcome).result),
      user: actor.name,
      userId: actor.key,
      app: adminPanel,
      ip: name(device.ip) ?? objectIn(device.ip).address,
      country: place.country,
      city: place.city,
      client: known(device.browser),
      device: known(device.os),
      interactive: true,
    },
    context,
  );
}

const proxyOutcomes: Readonly<Record<string, Outcome>> = {
  allow: 'success',
  reject: 'failure',
  error: 'failure',
  challenge: 'interrupt',
};

function readProxyEvent(record: JsonObject, context: ReadContext): Reading {
  const status = name(record.status)?.toLowerCase() ?? '';
  const outcome = proxyOutcomes[status];
  if (outcome === undefined) return skipped('proxy event');
  return signIn(
    {
      system: 'duo',
      record,
      time: record.timestamp,
      timeField: 'timestamp',
      code: `proxy_${status}`,
      outcome,
      reason: joined(': ', name(record.auth_stage), text(record.msg, lengths.reason)),
      user: record.username,
      app: record.server_section,
      ip: record.client_ip,
      signals: signalsOf(name(record.factor)),
    },
    context,
  );
}

function readCefEvent(event: VendorEvent, line: string, context: ReadContext): Reading {
  const { fields } = event;
  const action = fields.act ?? fields.action ?? event.eventId;
  const isAdmin = adminSignIns.has(action);
  if (!isAdmin && !/^auth/i.test(event.eventId)) return skipped(event.eventId);
  const result = (fields.outcome ?? fields.result ?? '').toLowerCase();
  const outcome = adminSignIns.get(action) ?? (result === 'success' ? 'success' : 'failure');
  return signIn(
    {
      system: 'duo',
      id: fields.externalId ?? fields.txid,
      record: line,
      time: fields.rt ?? fields.isotimestamp ?? fields.timestamp,
      timeField: 'rt',
      code: isAdmin ? action : (codeIn(fields.reason ?? null) ?? result),
      outcome,
      reason: fields.reason ?? fields.msg,
      user: fields.suser ?? fields.duser,
      app: isAdmin ? adminPanel : (fields.integration ?? fields.application ?? fields.app),
      ip: fields.src ?? fields.ip,
      interactive: true,
      signals: signalsOf(fields.factor ?? null),
    },
    context,
  );
}
