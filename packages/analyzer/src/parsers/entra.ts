import type { SignInEvent } from '@turnaway/contracts/sign-in-event';
import { eventIdIn } from '../event-identity.js';
import {
  boolean,
  isObject,
  type JsonObject,
  joined,
  lengths,
  name,
  objectIn,
  text,
  userNameIn,
} from '../read-fields.js';
import { ipIn } from '../read-ip.js';
import { timeIn } from '../read-time.js';
import { entraVariantFacts } from './entra-variant-facts.js';
import { type Parser, type Reading, rejectedTime } from './parser.js';

/** By category of the diagnostic log: was a person at the screen? */
const signInCategories: ReadonlyMap<unknown, boolean | null> = new Map([
  ['SignInLogs', null],
  ['NonInteractiveUserSignInLogs', false],
  ['ServicePrincipalSignInLogs', false],
  ['ManagedIdentitySignInLogs', false],
  ['MicrosoftServicePrincipalSignInLogs', false],
  ['ADFSSignInLogs', null],
]);

const entraProvider = /microsoft\.aadiam/i;

/**
 * Microsoft Entra ID: diagnostic records (a flat head around `properties`) and the signIn objects of Microsoft Graph,
 * which are those properties alone.
 */
export const entra: Parser = {
  system: 'entra',

  claims(record) {
    if (isDiagnosticRecord(record)) return true;
    return isGraphSignIn(record) || isGraphAudit(record);
  },

  read(record) {
    if (isDiagnosticRecord(record)) {
      return signInCategories.has(record.category) || isSignInByName(record)
        ? readSignIn(record, objectIn(record.properties))
        : { kind: 'skipped', as: name(record.category) ?? 'record without category' };
    }
    if (isGraphSignIn(record)) return readSignIn(record, record);
    if (isGraphAudit(record)) return { kind: 'skipped', as: name(record.category) ?? 'audit' };
    return { kind: 'rejected', reason: 'missing_field', detail: 'Expected "properties" or "status".' };
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

function isGraphAudit(record: JsonObject): boolean {
  return typeof record.activityDateTime === 'string' && 'loggedByService' in record;
}

/** `head` has what the diagnostic log adds; for Microsoft Graph it is the same object. Some stores lower-case its keys. */
function readSignIn(head: JsonObject, properties: JsonObject): Reading {
  const loggedTime = head.time ?? properties.createdDateTime;
  const occurredAt = timeIn(loggedTime) ?? timeIn(properties.createdDateTime);
  if (occurredAt === null) return rejectedTime(loggedTime, 'time');
  const status = objectIn(properties.status);
  const code = codeIn(head, status);
  if (code === null) {
    return {
      kind: 'rejected',
      reason: 'missing_field',
      detail: 'Expected a code in "resultType" or "status.errorCode".',
    };
  }
  const succeeded = code === '0';
  const location = objectIn(properties.location);
  const device = objectIn(properties.deviceDetail);
  const interactive = boolean(properties.isInteractive) ?? signInCategories.get(head.category) ?? null;
  const id = properties.id ?? head.id;
  const servicePrincipal = name(properties.servicePrincipalName);
  const event: SignInEvent = {
    eventId: eventIdIn('entra', id, head),
    occurredAt,
    loggedBy: 'entra',
    errorCode: { system: 'entra', code, variant: null },
    observedOutcome: succeeded ? 'success' : 'failure',
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

const digits = /^\d{1,9}$/;

/** The number, wherever it is; collectors put words such as `Failure` into `resultType`. */
function codeIn(head: JsonObject, status: JsonObject): string | null {
  const resultType = text(head.resultType ?? head.resulttype, lengths.code);
  if (resultType !== null && digits.test(resultType)) return resultType;
  const errorCode = text(status.errorCode, lengths.code);
  if (errorCode !== null && digits.test(errorCode)) return errorCode;
  return resultType?.toLowerCase() === 'success' ? '0' : resultType;
}

function reasonIn(status: JsonObject, head: JsonObject): string | null {
  const reason = text(status.failureReason, lengths.reason);
  const said = reason === 'Other.' ? null : reason;
  const main = said ?? text(head.resultDescription ?? head.resultdescription, lengths.reason);
  return text(joined(' ', main, text(status.additionalDetails, lengths.reason)), lengths.reason);
}
