import { isObject, type JsonObject, name, objectIn, text } from '../read-fields.js';

/** A sign-in as a diagnostic record has it: what it adds in front, and the fields of Microsoft Graph. */
export interface EntraSignIn {
  head: JsonObject;
  properties: JsonObject;
}

/** A row of the CSV that the portal lets people download. */
export function isPortalRow(row: JsonObject): boolean {
  return (
    row['Sign-in error code'] !== undefined || (row['Date (UTC)'] !== undefined && isStatusWord(row.Status))
  );
}

/** Rows of the portal's other downloads: audit log, and the steps of the sign-ins. */
export function portalKindOf(row: JsonObject): string | null {
  if (row['Date (UTC)'] === undefined) return null;
  if (row.Activity !== undefined || row.ActivityDisplayName !== undefined) return 'audit';
  return row['Request ID'] !== undefined && row['Authentication method'] !== undefined
    ? 'authentication details'
    : null;
}

const statusWords = new Set<unknown>(['Success', 'Failure', 'Interrupted']);

function isStatusWord(status: unknown): boolean {
  return statusWords.has(status);
}

/** A head of the table may end in a blank, and has had two in one place. */
export function portalSignIn(row: JsonObject): EntraSignIn {
  const status = {
    errorCode: row['Sign-in error code'],
    failureReason: row['Failure reason'],
    additionalDetails: row['Multifactor authentication result'],
  };
  const properties = {
    id: row['Request ID'],
    createdDateTime: row['Date (UTC)'] ?? row.Date,
    correlationId: row['Correlation ID'],
    userId: row['User ID'],
    userDisplayName: row.User,
    userPrincipalName: row.Username ?? row['Sign-in identifier'],
    servicePrincipalId: row['Service principal ID'] ?? row['Managed Identity ID'],
    servicePrincipalName: row['Service principal name'] ?? row['Managed Identity name'],
    appDisplayName: row.Application,
    appId: row['Application ID'],
    resourceDisplayName: row.Resource,
    resourceId: row['Resource ID'],
    ipAddress: row['IP address'],
    location: placeIn(row.Location),
    status,
    clientAppUsed: row['Client app'],
    userAgent: row['User agent'],
    deviceDetail: {
      browser: row.Browser,
      operatingSystem: row['Operating System'],
      displayName: row['Device name'],
    },
    authenticationDetails: [
      {
        authenticationMethod: row['Multifactor authentication auth method'],
        authenticationStepResultDetail: row['Multifactor authentication auth detail'],
      },
    ],
    signInEventTypes: row['Service principal ID'] === undefined ? [] : ['servicePrincipal'],
  };
  return { head: { time: row['Date (UTC)'] ?? row.Date, resultType: row.Status }, properties };
}

/** `Utrecht, Utrecht, NL`: city, state, country. */
function placeIn(location: unknown): JsonObject {
  const parts = text(location, 300)?.split(', ') ?? [];
  return { city: parts.length > 2 ? parts[0] : undefined, countryOrRegion: parts[parts.length - 1] };
}

/** A row of SigninLogs and its like in Log Analytics, or what PowerShell makes of Microsoft Graph's signIn. */
export function isCapitalizedRow(row: JsonObject): boolean {
  const isOfSignIn =
    row.UserPrincipalName !== undefined ||
    row.ServicePrincipalId !== undefined ||
    row.ServicePrincipalName !== undefined ||
    row.UserId !== undefined;
  if (!isOfSignIn || (row.AppDisplayName === undefined && row.AppId === undefined)) return false;
  return (
    (row.ResultType !== undefined &&
      (row.Category !== undefined || row.Type !== undefined || row.Id !== undefined)) ||
    ('CreatedDateTime' in row && row.Status !== undefined)
  );
}

/** `TimeGenerated [UTC]`, `Status_dynamic`, `Status_string`. */
const tail = /(?: \[[^\]]{1,40}\]|_(?:dynamic|string))$/;

/** Gives the columns the names of Microsoft Graph. */
export function capitalizedSignIn(row: JsonObject): EntraSignIn {
  const named: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(row)) {
    const plain = key.replace(tail, '');
    const graph = renamed.get(plain) ?? plain.charAt(0).toLowerCase() + plain.slice(1);
    if (value !== '' && value !== null) named[graph] ??= value;
  }
  const place = objectIn(named.locationDetails);
  const properties = {
    ...named,
    location: Object.keys(place).length > 0 ? keysInLower(place) : keysInLower(objectIn(named.location)),
    status: keysInLower(objectIn(named.status)),
    deviceDetail: keysInLower(objectIn(named.deviceDetail)),
    appliedConditionalAccessPolicies:
      named.appliedConditionalAccessPolicies ?? named.conditionalAccessPolicies,
  };
  const head = {
    time: named.timeGenerated ?? named.createdDateTime,
    category: named.category,
    resultType: named.resultType ?? (isObject(named.status) ? undefined : name(named.status)),
    resultDescription: named.resultDescription,
    correlationId: named.correlationId,
    identity: named.identity,
    location: typeof named.location === 'string' ? named.location : undefined,
    callerIpAddress: named.callerIpAddress,
  };
  return { head, properties };
}

const renamed: ReadonlyMap<string, string> = new Map([
  ['IPAddress', 'ipAddress'],
  ['IpAddress', 'ipAddress'],
  ['Country', 'locationCountry'],
]);

function keysInLower(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key.charAt(0).toLowerCase() + key.slice(1), value]),
  );
}

/** Elastic's document, where the record's keys are written with underscores. */
export function elasticSignIn(record: JsonObject): EntraSignIn {
  const azure = objectIn(record.azure);
  const head = camelCased(azure.signinlogs, 0);
  const found = isObject(head) ? head : {};
  return {
    head: {
      ...found,
      time: record['@timestamp'],
      correlationId: found.correlationId ?? azure.correlation_id,
      callerIpAddress: found.callerIpAddress ?? objectIn(record.source).ip,
    },
    properties: objectIn(found.properties),
  };
}

function camelCased(value: unknown, depth: number): unknown {
  if (depth > 5) return value;
  if (Array.isArray(value)) return value.map((item) => camelCased(item, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      camelCased(part, depth + 1),
    ]),
  );
}
