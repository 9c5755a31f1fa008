import type { Outcome } from '@turnaway/contracts/taxonomy';
import { isObject, type JsonObject, joined, name, objectIn, text } from '../read-fields.js';
import { missingField, type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Microsoft Defender XDR: the sign-ins among its tables of advanced hunting (IdentityLogonEvents,
 * DeviceLogonEvents, AADSignInEventsBeta and its successors), streamed to Event Hub or storage, in Log Analytics,
 * and as a query's result. Its other tables are skipped.
 * https://learn.microsoft.com/en-us/defender-xdr/advanced-hunting-schema-tables
 */
export const defender: SystemParser = {
  system: 'defender',
  json: {
    claims: (record) => tableOf(record) !== null,
    read(record, context) {
      const table = tableOf(record);
      const row = isObject(record.properties) ? record.properties : record;
      if (table === 'IdentityLogonEvents') return readLogon(row, identityFields(row), record, context);
      if (table === 'DeviceLogonEvents') return readLogon(row, deviceFields(row), record, context);
      return table !== null && entraTables.test(table)
        ? readEntraSignIn(row, record, context)
        : skipped(table);
    },
  },
};

const streamed = /^AdvancedHunting-/;
const entraTables = /^(?:AAD(?:Spn)?SignInEventsBeta|EntraId(?:Spn)?SignInEvents)$/;
const tables = /^(?:Device|Identity|Email|CloudApp|Url|Alert)[A-Za-z]{3,40}$/;

/** The table that a record is a row of: named by the stream or by the row, or told by its columns. */
function tableOf(record: JsonObject): string | null {
  const { category, Type } = record;
  if (typeof category === 'string' && streamed.test(category)) return category.replace(streamed, '');
  if (record.ReportId === undefined && record.Timestamp === undefined) return null;
  if (typeof Type === 'string' && (tables.test(Type) || entraTables.test(Type))) return Type;
  if (
    'ErrorCode' in record &&
    ('SessionId' in record || 'CorrelationId' in record) &&
    ('AccountUpn' in record || 'ServicePrincipalId' in record)
  )
    return 'AADSignInEventsBeta';
  if (!('ActionType' in record && 'LogonType' in record && 'ReportId' in record)) return null;
  return 'DeviceId' in record ? 'DeviceLogonEvents' : 'IdentityLogonEvents';
}

const outcomes: ReadonlyMap<unknown, Outcome> = new Map<unknown, Outcome>([
  ['LogonSuccess', 'success'],
  ['LogonFailed', 'failure'],
]);

/** What the two tables of sign-ins call differently. */
interface LogonFields {
  id: string | undefined;
  user: unknown;
  app: unknown;
  ip: unknown;
  device: string | null;
}

/** Active Directory knows people by account name, the cloud by user principal name. */
function identityFields(row: JsonObject): LogonFields {
  const onPremises = name(row.Application) === 'Active Directory';
  return {
    id: name(row.ReportId) ?? undefined,
    user: onPremises ? (name(row.AccountName) ?? row.AccountUpn) : (name(row.AccountUpn) ?? row.AccountName),
    app: row.Application,
    ip: row.IPAddress,
    device: joined(', ', name(row.OSPlatform), name(row.DeviceName)),
  };
}

/** A report's number is unique on its device alone, and starts anew. */
function deviceFields(row: JsonObject): LogonFields {
  return {
    id: joined('/', name(row.DeviceId), name(row.ReportId), name(row.Timestamp)) ?? undefined,
    user: row.AccountName,
    app: null,
    ip: row.RemoteIP,
    device: name(row.RemoteDeviceName),
  };
}

function readLogon(row: JsonObject, fields: LogonFields, record: JsonObject, context: ReadContext): Reading {
  const outcome = outcomes.get(row.ActionType);
  if (outcome === undefined) return skipped(name(row.ActionType));
  const reason = text(row.FailureReason, 300);
  const logonType = name(row.LogonType);
  return signIn(
    {
      system: 'defender',
      ...fields,
      record,
      time: row.Timestamp ?? row.TimeGenerated ?? record.time,
      timeField: 'Timestamp',
      ...(outcome === 'success' ? { code: 'LogonSuccess' } : failureCode(reason)),
      outcome,
      reason,
      userId: name(row.AccountSid) ?? row.AccountObjectId,
      resource: name(row.TargetDeviceName) ?? name(row.DestinationDeviceName) ?? row.DeviceName,
      country: row.Location,
      client: joined(', ', logonType, name(row.Protocol)),
      interactive: interactiveTypes.get(logonType ?? '') ?? null,
      requestId: objectIn(row.AdditionalFields)['Request ID'],
    },
    context,
  );
}

const interactiveTypes: ReadonlyMap<string, boolean> = new Map([
  ['Interactive', true],
  ['RemoteInteractive', true],
  ['CachedInteractive', true],
  ['CachedRemoteInteractive', true],
  ['CachedUnlock', true],
  ['Unlock', true],
  ['Batch', false],
  ['Service', false],
]);

/** What Defender calls a reason, in any of its spellings; Entra's own number where the reason has one. */
function failureCode(reason: string | null): { code: string; codeSystem?: string } {
  const number = /^(?:AADSTS)?(\d{5,9})\b/.exec(reason ?? '')?.[1];
  if (number !== undefined) return { code: number, codeSystem: 'entra' };
  return { code: reasonCodes.get(reason?.replace(/[^A-Za-z]/g, '').toLowerCase() ?? '') ?? 'LogonFailed' };
}

const reasonCodes: ReadonlyMap<string, string> = new Map([
  ...[
    'InvalidUserNameOrPassword',
    'WrongPassword',
    'OldPassword',
    'UnknownUser',
    'AccountDisabled',
    'AccountLocked',
    'AccountExpired',
    'AccountRestriction',
    'PasswordExpired',
    'PasswordMustChange',
    'LogonHoursViolation',
    'WorkstationRestriction',
    'LogonTypeNotGranted',
  ].map((code): [string, string] => [code.toLowerCase(), code]),
  ['accountlockedout', 'AccountLocked'],
]);

function readEntraSignIn(row: JsonObject, record: JsonObject, context: ReadContext): Reading {
  const code = text(row.ErrorCode, 12);
  if (code === null) return missingField('"ErrorCode"');
  const workload = name(row.ServicePrincipalName);
  const logonType = text(row.LogonType, 200) ?? '';
  return signIn(
    {
      system: 'defender',
      codeSystem: 'entra',
      id: row.RequestId ?? row.ReportId,
      record,
      time: row.Timestamp ?? row.TimeGenerated ?? record.time,
      timeField: 'Timestamp',
      code,
      outcome: code === '0' ? 'success' : 'failure',
      reason: row.FailureReason,
      user: name(row.AccountUpn) ?? workload ?? row.AccountDisplayName,
      userId: row.AccountObjectId ?? row.ServicePrincipalId,
      app: row.Application,
      appId: row.ApplicationId,
      resource: row.ResourceDisplayName,
      ip: row.IPAddress,
      country: row.Country,
      city: row.City,
      client: name(row.Browser) ?? name(row.ClientAppUsed) ?? row.UserAgent,
      device: joined(', ', name(row.OSPlatform), name(row.DeviceName)),
      interactive: workload !== null ? false : logonType === '' ? null : !/nonInteractive/i.test(logonType),
      correlationId: row.CorrelationId,
      requestId: row.RequestId,
    },
    context,
  );
}
