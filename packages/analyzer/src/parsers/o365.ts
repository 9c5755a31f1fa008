import { entries } from '@turnaway/catalog';
import { isObject, type JsonObject, listIn, name, objectIn, text } from '../read-fields.js';
import { type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Microsoft 365's audit log: records of the Management Activity API, rows of the audit search's CSV (`AuditData`),
 * OfficeActivity in Log Analytics, and Elastic's documents of it. Its sign-ins are Entra's, and so are their codes.
 * https://learn.microsoft.com/en-us/office/office-365-management-api/office-365-management-activity-api-schema
 */
export const o365: SystemParser = {
  system: 'o365',
  json: {
    claims(record) {
      const audit = auditIn(record);
      return (
        typeof audit.Operation === 'string' &&
        audit.RecordType !== undefined &&
        ['CreationTime', 'TimeGenerated', 'CreationDate'].some((key) => key in audit) &&
        ['UserKey', 'Workload', 'OfficeWorkload', 'OrganizationId', 'UserId'].some((key) => key in audit)
      );
    },

    read(record, context) {
      const audit = auditIn(record);
      const operation = text(audit.Operation, 80);
      const succeeded = successOf(audit, operation);
      return succeeded === null ? skipped(operation) : readSignIn(audit, succeeded, context);
    },
  },
};

function auditIn(record: JsonObject): JsonObject {
  if (typeof record.AuditData === 'string') return objectIn(record.AuditData);
  const o365 = objectIn(record.o365);
  return isObject(o365.audit) ? o365.audit : record;
}

/** `null` for operations that are no sign-in. */
function successOf(audit: JsonObject, operation: string | null): boolean | null {
  if (operation === 'UserLoggedIn') return true;
  if (operation === 'UserLoginFailed') return false;
  // The sign-ins of before 2018, with an operation for each way.
  const isAccountLogon = audit.RecordType === 9 || audit.RecordType === 'AzureActiveDirectoryAccountLogon';
  if (!isAccountLogon) return null;
  return audit.LoginStatus === undefined || String(audit.LoginStatus) === '0';
}

function readSignIn(audit: JsonObject, succeeded: boolean, context: Parameters<typeof signIn>[1]): Reading {
  const extended = propertiesIn(audit.ExtendedProperties);
  const device = propertiesIn(audit.DeviceProperties);
  const error = known(audit.LogonError);
  const number = text(audit.ErrorNumber, 12);
  const said = number === null || number === '0' ? error : number;
  const code = succeeded ? '0' : codeOf(number, error);
  const resource = known(audit.ObjectId);
  return signIn(
    {
      system: 'o365',
      codeSystem: code === withoutError ? 'o365' : 'entra',
      id: audit.Id,
      record: audit,
      time: utc(audit.CreationTime ?? audit.TimeGenerated ?? audit.CreationDate),
      timeField: 'CreationTime',
      code,
      carrier: succeeded ? said : error,
      outcome: succeeded ? 'success' : 'failure',
      reason: error ?? known(extended.LoginError),
      user: audit.UserId,
      userId: actorId(audit) ?? known(audit.UserKey),
      app: known(audit.ApplicationDisplayName) ?? known(audit.ApplicationId),
      appId: known(audit.ApplicationId),
      resource,
      ip: audit.ClientIP ?? audit.ActorIpAddress ?? audit.ClientIPAddress,
      client: known(device.BrowserType) ?? known(extended.UserAgent) ?? known(audit.UserAgent),
      device: known(device.OS) ?? known(device.DisplayName),
      correlationId: audit.InterSystemsId,
      requestId: audit.IntraSystemId,
      evidence: extended.LoginError,
    },
    context,
  );
}

/** The code of failures that the log gives no error for. */
const withoutError = 'UserLoginFailed';

/** The number; else the one that has the error's name in the catalog; else the name. */
function codeOf(number: string | null, error: string | null): string {
  if (number !== null && number !== '0') return number;
  return error === null ? withoutError : (entraCodes().get(error) ?? error);
}

let codesByName: ReadonlyMap<string, string> | null = null;

/** Entra's codes by symbolic name, made when a record first needs them. */
function entraCodes(): ReadonlyMap<string, string> {
  codesByName ??= new Map(
    entries().flatMap(({ system, code, name: symbol, variant }): [string, string][] =>
      system === 'entra' && symbol !== null && variant === null ? [[symbol, code]] : [],
    ),
  );
  return codesByName;
}

/** `[{Name, Value}]` as an object. */
function propertiesIn(list: unknown): JsonObject {
  const properties: Record<string, unknown> = Object.create(null);
  for (const item of listIn(list).filter(isObject)) {
    if (typeof item.Name === 'string') properties[item.Name] ??= item.Value;
  }
  return properties;
}

/** The directory's id of the person: the actor of type 0. */
function actorId(audit: JsonObject): string | null {
  const actor = listIn(audit.Actor)
    .filter(isObject)
    .find(({ Type }) => Type === 0 || Type === '0');
  return known(actor?.ID);
}

function known(value: unknown): string | null {
  const found = name(value);
  return found === 'Unknown' || found === 'Not Available' || found === 'None' ? null : found;
}

const zoned = /(?:z|[+-]\d\d:?\d\d)$/i;

/** The log is in UTC, and does not say so. */
function utc(time: unknown): unknown {
  return typeof time === 'string' && !zoned.test(time) ? `${time} UTC` : time;
}
