import { type JsonObject, name } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Zscaler: the audit of Internet Access's admin portal (Nanolog feeds), and Private Access's user status (log
 * receivers). https://help.zscaler.com/zpa/user-status-log-fields, https://help.zscaler.com/zia/about-audit-logs
 */
export const zscaler: SystemParser = {
  system: 'zscaler',
  json: {
    claims: (record) => isAudit(record) || isUserStatus(record) || isWebLog(record),
    read(record, context) {
      if (isUserStatus(record)) return signInOrNot(userStatus(record), record, context);
      if (isAudit(record)) return signInOrNot(auditEntry(record), record, context);
      return skipped('web traffic');
    },
  },
};

type Context = Parameters<NonNullable<SystemParser['json']>['read']>[1];
type Found = Omit<Parameters<typeof signIn>[0], 'system' | 'record'>;

function signInOrNot(found: Found | string, record: JsonObject, context: Context) {
  if (typeof found === 'string') return skipped(found);
  return signIn({ system: 'zscaler', record, ...found }, context);
}

function isAudit(record: JsonObject): boolean {
  return 'auditlogtype' in record && 'adminid' in record && 'action' in record;
}

function isUserStatus(record: JsonObject): boolean {
  return typeof record.SessionStatus === 'string' && record.SessionStatus.startsWith('ZPN_STATUS_');
}

function isWebLog(record: JsonObject): boolean {
  return 'urlcategory' in record && 'urlsupercategory' in record;
}

function auditEntry(record: JsonObject): Found | string {
  const action = name(record.action) ?? '';
  if (!/^(?:SIGN_IN|LOGIN)$/i.test(action)) return `${action} ${name(record.category) ?? ''}`.trim();
  const succeeded = /^success/i.test(name(record.result) ?? '');
  return {
    time: record.time,
    timeField: 'time',
    code: succeeded ? 'SIGN_IN_SUCCESS' : 'SIGN_IN_FAILURE',
    outcome: succeeded ? 'success' : 'failure',
    reason: name(record.errorcode) ?? record.result,
    user: record.adminid,
    app: `Zscaler ${name(record.auditlogtype) ?? ''}`.trim(),
    ip: record.clientip,
    client: record.interface,
  };
}

function userStatus(record: JsonObject): Found | string {
  const status = name(record.SessionStatus) ?? '';
  const failed = /FAIL|ERROR|DENIED/.test(status);
  if (!failed && status !== 'ZPN_STATUS_AUTHENTICATED') return status;
  return {
    time: name(record.TimestampAuthentication) ?? record.LogTimestamp,
    timeField: 'LogTimestamp',
    code: failed ? 'ZPN_STATUS_AUTH_FAILED' : status,
    outcome: failed ? 'failure' : 'success',
    reason: status,
    user: record.Username,
    app: 'Zscaler Private Access',
    resource: record.ZEN,
    ip: name(record.PublicIP) ?? record.PrivateIP,
    country: record.CountryCode,
    city: record.City,
    client: record.Version,
    device: name(record.Hostname) ?? record.Platform,
    correlationId: record.SessionID,
  };
}
