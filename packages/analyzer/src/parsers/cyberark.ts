import type { Outcome } from '@turnaway/contracts/taxonomy';
import type { TextRecord } from '../frame/text-record.js';
import { isObject, type JsonObject, lengths, name, objectIn, text } from '../read-fields.js';
import { type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * CyberArk: the Vault's audit records (JSON or XML after a syslog header, CEF, LEEF), the audit service of its cloud,
 * and the events of CyberArk Identity.
 * https://docs.cyberark.com/pam-self-hosted/14.2/en/content/pasref/vault%20audit%20action%20codes.htm
 */
export const cyberark: SystemParser = {
  system: 'cyberark',
  json: {
    claims(record) {
      if (auditRecordIn(record) !== null) return true;
      if ('auditCode' in record && 'applicationCode' in record) return true;
      return typeof record.EventType === 'string' && /^cloud\./i.test(record.EventType);
    },

    read(record, context) {
      const audit = auditRecordIn(record);
      if (audit !== null) return readAuditRecord(audit, record, context);
      return 'auditCode' in record ? readServiceEvent(record, context) : readIdentityEvent(record, context);
    },
  },
  text: {
    claims({ line, vendorEvent }) {
      return (vendorEvent !== null && vendor.test(vendorEvent.vendor)) || line.includes('<audit_record>');
    },

    read(line, context) {
      return line.vendorEvent === null
        ? readAuditRecord(elementsIn(line), line.line, context)
        : readVendorEvent(line, context);
    },
  },
};

type Context = Parameters<typeof signIn>[1];

const vendor = /^cyber-?ark/i;
/** Codes of the Vault's actions; all others are about safes, accounts and sessions. */
const vaultOutcomes: Readonly<Record<string, Outcome>> = { 4: 'failure', 7: 'success', 309: 'failure' };

/** `{syslog: {audit_record: {…}}}`, or the record alone. */
function auditRecordIn(record: JsonObject): JsonObject | null {
  const inner = objectIn(record.syslog).audit_record ?? record.audit_record;
  if (isObject(inner)) return inner;
  return 'MessageID' in record && typeof record.Vendor === 'string' && vendor.test(record.Vendor)
    ? record
    : null;
}

const element = /<(\w{1,40})>([^<]{0,2000})<\/\1>/g;

function elementsIn({ line }: TextRecord): JsonObject {
  const fields: Record<string, string> = Object.create(null);
  for (const [, key = '', value = ''] of line.matchAll(element)) fields[key] ??= value;
  return fields;
}

function readAuditRecord(audit: JsonObject, record: JsonObject | string, context: Context): Reading {
  const code = text(audit.MessageID, lengths.code) ?? '';
  const outcome = vaultOutcomes[code];
  if (outcome === undefined) return skipped(name(audit.Desc) ?? code);
  return signIn(
    {
      system: 'cyberark',
      record,
      time: audit.IsoTimestamp ?? audit.Timestamp,
      timeField: 'IsoTimestamp',
      code,
      outcome,
      reason: name(audit.Reason) ?? name(audit.Message) ?? audit.Desc,
      user: name(audit.Issuer) ?? audit.SourceUser,
      app: audit.Product,
      ip: audit.Station,
    },
    context,
  );
}

function readVendorEvent(line: TextRecord, context: Context): Reading {
  const event = line.vendorEvent;
  const fields = event?.fields ?? {};
  const code = event?.eventId ?? '';
  const outcome = vaultOutcomes[code];
  if (outcome === undefined) return skipped(fields.act ?? event?.name ?? code);
  return signIn(
    {
      system: 'cyberark',
      record: line.line,
      time: fields.rt ?? fields.devTime,
      timeField: 'rt',
      code,
      outcome,
      reason: name(fields.reason) ?? name(fields.msg) ?? event?.name,
      user: name(fields.suser) ?? name(fields.usrName) ?? fields.duser,
      app: event?.product,
      ip: fields.src ?? fields.shost ?? fields.Station,
    },
    context,
  );
}

/** Actions of CyberArk Identity, in lower case. */
const identityOutcomes: Readonly<Record<string, Outcome>> = {
  'cloud.core.login': 'success',
  'cloud.core.loginfail': 'failure',
  'cloud.saas.application.selfserviceapplaunchfail': 'failure',
};

function readServiceEvent(record: JsonObject, context: Context): Reading {
  const action = text(record.action, lengths.code)?.toLowerCase() ?? '';
  const outcome = identityOutcomes[action];
  if (outcome === undefined) return skipped(action === '' ? name(record.auditCode) : action);
  const details = objectIn(record.customData);
  return signIn(
    {
      system: 'cyberark',
      id: record.uuid,
      record,
      time: record.timestamp,
      timeField: 'timestamp',
      code: action,
      outcome,
      carrier: record.auditCode,
      reason: details.fail_reason ?? details.reason ?? record.message,
      user: record.username,
      userId: record.userId,
      app: details.app_display_name ?? record.serviceName,
      ip: record.source,
      country: details.geoip_country_code,
      city: details.geoip_city_name,
      client: details.request_browser_name,
      device: details.request_device_os,
    },
    context,
  );
}

function readIdentityEvent(record: JsonObject, context: Context): Reading {
  const kind = text(record.EventType, lengths.code)?.toLowerCase() ?? '';
  const outcome = identityOutcomes[kind];
  if (outcome === undefined) return skipped(kind);
  return signIn(
    {
      system: 'cyberark',
      id: record.ID ?? record._ID,
      record,
      time: record.WhenOccurred,
      timeField: 'WhenOccurred',
      code: kind,
      outcome,
      reason: record.FailReason,
      user: record.NormalizedUser ?? record.FailUserName,
      userId: record.UserGuid,
      app: record.ApplicationName,
      ip: record.FromIPAddress,
      device: record.RequestDeviceOS,
    },
    context,
  );
}
