import type { ErrorCode } from '@turnaway/contracts/error-code';
import type { SignInEvent } from '@turnaway/contracts/sign-in-event';
import { eventIdIn } from '../event-identity.js';
import {
  boolean,
  isObject,
  type JsonObject,
  joined,
  lengths,
  listIn,
  name,
  objectIn,
  text,
  userNameIn,
} from '../read-fields.js';
import { ipIn } from '../read-ip.js';
import { timeIn } from '../read-time.js';
import { auditedCredentials, readCredentials, tellsCredentials } from './entra-credentials.js';
import {
  capitalizedSignIn,
  type EntraSignIn,
  elasticSignIn,
  isCapitalizedRow,
  isPortalRow,
  portalKindOf,
  portalSignIn,
} from './entra-table-row.js';
import { entraVariantFacts } from './entra-variant-facts.js';
import { type Reading, rejectedTime, type SystemParser } from './parser.js';

/** By category of the diagnostic log: was a person at the screen? */
const signInCategories: ReadonlyMap<unknown, boolean | null> = new Map([
  ['SignInLogs', null],
  ['NonInteractiveUserSignInLogs', false],
  ['ServicePrincipalSignInLogs', false],
  ['ManagedIdentitySignInLogs', false],
  ['MicrosoftServicePrincipalSignInLogs', false],
  ['ADFSSignInLogs', null],
]);

/** More than a tenant has in force; a record that names more is cut. */
const policiesMax = 50;

const entraProvider = /microsoft\.aadiam/i;

/**
 * Microsoft Entra ID: diagnostic records (a flat head around `properties`), the signIn objects of Microsoft Graph,
 * which are those properties alone, and the tables of entra-table-row.ts: the portal's download, Log Analytics,
 * PowerShell and Elastic. Audit, provisioning and risk records are skipped.
 * https://learn.microsoft.com/en-us/entra/identity/monitoring-health/concept-sign-ins
 */
export const entra: SystemParser = {
  system: 'entra',
  json: {
    claims(record) {
      if (isDiagnosticRecord(record)) return true;
      return (
        isGraphSignIn(record) ||
        tellsCredentials(record) ||
        otherKindOf(record) !== null ||
        tableRowIn(record) !== null
      );
    },

    read(record, { receivedAt }) {
      if (isDiagnosticRecord(record)) {
        return signInCategories.has(record.category) || isSignInByName(record)
          ? readSignIn(record, objectIn(record.properties))
          : {
              kind: 'skipped',
              as: name(record.category) ?? 'record without category',
              credentials: auditedCredentials(record),
            };
      }
      if (isGraphSignIn(record)) return readSignIn(record, record);
      const credentials = readCredentials(record, receivedAt);
      if (credentials !== null) return credentials;
      const other = otherKindOf(record);
      if (other !== null) return { kind: 'skipped', as: other, credentials: auditedCredentials(record) };
      const row = tableRowIn(record);
      if (row !== null) return readSignIn(row.head, row.properties);
      return { kind: 'rejected', reason: 'missing_field', detail: 'Expected "properties" or "status".' };
    },
  },
};

function isDiagnosticRecord(record: JsonObject): boolean {
  const { properties, category } = record;
  if (typeof properties !== 'object' && typeof properties !== 'string') return false;
  if (signInCategories.has(category)) return true;
  const resourceId = record.resourceId ?? record.resourceid;
  return typeof resourceId === 'string' && entraProvider.test(resourceId);
}

/** Some collectors drop the category. */
function isSignInByName(record: JsonObject): boolean {
  return (
    record.category === undefined && (record.operationName ?? record.operationname) === 'Sign-in activity'
  );
}

function isGraphSignIn(record: JsonObject): boolean {
  if (typeof record.createdDateTime !== 'string' || !isObject(record.status)) return false;
  return (
    'errorCode' in record.status &&
    ('userId' in record || 'servicePrincipalId' in record || 'appId' in record)
  );
}

/** The kind of an Entra record that is no sign-in, told by its fields; `null` for all other records. */
function otherKindOf(record: JsonObject): string | null {
  if ('loggedByService' in record && 'activityDateTime' in record) return name(record.category) ?? 'audit';
  if ('LoggedByService' in record && 'ActivityDateTime' in record) return 'AuditLogs';
  if ('riskEventType' in record && 'detectedDateTime' in record) return 'risk detection';
  if ('riskLastUpdatedDateTime' in record && 'riskState' in record) return 'risky user';
  if ('provisioningAction' in record && 'provisioningSteps' in record) return 'provisioning';
  if (isObject(record.azure) && ('auditlogs' in record.azure || 'identity_protection' in record.azure))
    return 'audit';
  return portalKindOf(record);
}

/** A sign-in in a shape of its own; `null` if the record has none of them. */
function tableRowIn(record: JsonObject): EntraSignIn | null {
  if (isPortalRow(record)) return portalSignIn(record);
  if (isCapitalizedRow(record)) return capitalizedSignIn(record);
  return isObject(record.azure) && isObject(record.azure.signinlogs) ? elasticSignIn(record) : null;
}

/** `head` has what the diagnostic log adds; for Microsoft Graph it is the same object. Some stores lower-case its keys. */
function readSignIn(head: JsonObject, properties: JsonObject): Reading {
  const loggedTime = head.time ?? properties.createdDateTime;
  const occurredAt = timeIn(loggedTime) ?? timeIn(properties.createdDateTime);
  if (occurredAt === null) return rejectedTime(loggedTime, 'time');
  const status = objectIn(properties.status);
  const errorCode = errorCodeIn(head, status);
  if (errorCode === null) {
    return {
      kind: 'rejected',
      reason: 'missing_field',
      detail: 'Expected a code in "resultType" or "status.errorCode".',
    };
  }
  const succeeded = errorCode.code === '0';
  const location = objectIn(properties.location);
  const device = objectIn(properties.deviceDetail);
  const interactive = interactiveIn(properties) ?? signInCategories.get(head.category) ?? null;
  const id = properties.id ?? head.id;
  const policies = succeeded ? [] : refusingPolicies(properties);
  const servicePrincipal = name(properties.servicePrincipalName);
  const event: SignInEvent = {
    eventId: eventIdIn('entra', id, head),
    occurredAt,
    loggedBy: 'entra',
    errorCode,
    observedOutcome: succeeded ? 'success' : head.resultType === 'Interrupted' ? 'interrupt' : 'failure',
    carrier: null,
    reasonText: succeeded ? null : reasonIn(status, head),
    userName:
      userNameIn(properties.userPrincipalName) ??
      servicePrincipal ??
      name(properties.userDisplayName) ??
      userNameIn(head.identity),
    userId: name(properties.userId) ?? name(properties.servicePrincipalId),
    app: name(properties.appDisplayName) ?? servicePrincipal ?? name(properties.appId),
    appId: name(properties.appId),
    resource: name(properties.resourceDisplayName) ?? name(properties.resourceId),
    ip: ipIn(properties.ipAddress) ?? ipIn(head.callerIpAddress ?? head.calleripaddress),
    country: name(location.countryOrRegion) ?? (head === properties ? null : name(head.location)),
    city: name(location.city),
    client: name(device.browser) ?? name(properties.clientAppUsed) ?? name(properties.userAgent),
    device: joined(', ', name(device.operatingSystem), name(device.displayName)),
    ...(policies.length === 0 ? {} : { policies }),
    interactive,
    correlationId: name(head.correlationId ?? head.correlationid) ?? name(properties.correlationId),
    requestId: name(id),
  };
  return {
    kind: 'sign-in',
    event,
    variantFacts: succeeded ? null : entraVariantFacts(properties, status, head, interactive),
  };
}

/**
 * The Conditional Access policies that were not met, by name; those that only report what they would do have other
 * results (Microsoft Graph, appliedConditionalAccessPolicyResult).
 */
function refusingPolicies(properties: JsonObject): string[] {
  const names = listIn(properties.appliedConditionalAccessPolicies).map((policy) =>
    isObject(policy) && policy.result === 'failure' ? (name(policy.displayName) ?? name(policy.id)) : null,
  );
  return [...new Set(names.filter((found) => found !== null))].slice(0, policiesMax);
}

/** Beta names the kinds of sign-in; only one of them is at a screen. */
function interactiveIn(properties: JsonObject): boolean | null {
  const stated = boolean(properties.isInteractive);
  if (stated !== null || !Array.isArray(properties.signInEventTypes)) return stated;
  const [type] = properties.signInEventTypes;
  return type === undefined ? null : type === 'interactiveUser';
}

/** AD FS has numbers of three and four digits, Entra longer ones. */
const adFsCode = /^[1-9]\d{2,3}$/;
const b2cCode = /\bAADB2C\d{5}\b/;

/** A code of Azure AD B2C or of AD FS, where its sign-ins stand in Entra's log; else Entra's own. */
function errorCodeIn(head: JsonObject, status: JsonObject): ErrorCode | null {
  const code = codeIn(head, status);
  if (code === null || code === '0') return code === null ? null : { system: 'entra', code, variant: null };
  if (head.category === 'ADFSSignInLogs' && adFsCode.test(code))
    return { system: 'ad-fs', code, variant: null };
  for (const said of [code, status.failureReason, head.resultDescription, status.additionalDetails]) {
    const b2c = typeof said === 'string' && said.includes('AADB2C') ? b2cCode.exec(said)?.[0] : undefined;
    if (b2c !== undefined) return { system: 'entra-b2c', code: b2c, variant: null };
  }
  return { system: 'entra', code, variant: null };
}

const digits = /^(?:AADSTS)?(\d{1,9})$/;

/** The number, wherever it is; collectors put words such as `Failure` into `resultType`. */
function codeIn(head: JsonObject, status: JsonObject): string | null {
  // Most sign-ins pass.
  if (head.resultType === '0') return '0';
  const resultType = text(head.resultType ?? head.resulttype, lengths.code);
  const number = digits.exec(resultType ?? '') ?? digits.exec(text(status.errorCode, lengths.code) ?? '');
  if (number?.[1] !== undefined) return number[1];
  return resultType?.toLowerCase() === 'success' ? '0' : resultType;
}

function reasonIn(status: JsonObject, head: JsonObject): string | null {
  const reason = text(status.failureReason, lengths.reason);
  const said = reason === 'Other.' ? null : reason;
  const main = said ?? text(head.resultDescription ?? head.resultdescription, lengths.reason);
  return text(joined(' ', main, text(status.additionalDetails, lengths.reason)), lengths.reason);
}
