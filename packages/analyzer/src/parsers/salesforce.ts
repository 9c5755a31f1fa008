import { isObject, type JsonObject, joined, lengths, name, text } from '../read-fields.js';
import { isPantherLog } from './panther-store.js';
import { type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Salesforce: rows of LoginHistory and VerificationHistory (SOQL pages, the CSV of Setup), the event log file (CSV or
 * JSON, upper or lower case), and the LoginEvent and IdentityVerificationEvent streams with or without their envelope.
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_eventlogfile_login.htm
 */
export const salesforce: SystemParser = {
  system: 'salesforce',
  json: {
    claims(record) {
      if (isPantherLog(record, 'Salesforce')) return true;
      return kindOf(eventIn(record)) !== null;
    },

    read(record, context) {
      const event = eventIn(record);
      const kind = kindOf(event);
      if (kind === 'login') return readLogin(event, context);
      if (kind === 'verification') return readVerification(event, context);
      return skipped(objectTypeOf(event) ?? name(logField(event, 'EVENT_TYPE')));
    },
  },
};

type Kind = 'login' | 'verification' | 'other';

/** The platform's event bus puts an event into `payload`. */
function eventIn(record: JsonObject): JsonObject {
  const { payload } = record;
  return isObject(payload) && ('EventIdentifier' in payload || 'CreatedById' in payload) ? payload : record;
}

function kindOf(event: JsonObject): Kind | null {
  const type = objectTypeOf(event);
  if (type !== null) return kindOfType(type);
  if ('VerificationMethod' in event && 'Activity' in event) return 'verification';
  const isHistory = 'LoginType' in event && ('LoginTime' in event || 'EventDate' in event);
  if (isHistory || ('Login Type' in event && 'Login Time' in event)) return 'login';
  if ('EventIdentifier' in event && 'EventDate' in event) return 'other';
  if ('ResponsibleNamespacePrefix' in event && 'Section' in event) return 'other';
  const logType = name(logField(event, 'EVENT_TYPE'));
  if (logType === null) return null;
  const isLogFile =
    logField(event, 'ORGANIZATION_ID') !== undefined ||
    logField(event, 'LOGIN_STATUS') !== undefined ||
    logField(event, 'TIMESTAMP_DERIVED') !== undefined;
  if (!isLogFile) return null;
  return logType === 'Login' ? 'login' : 'other';
}

function kindOfType(type: string): Kind {
  if (type === 'LoginHistory' || type === 'LoginEvent' || type === 'LoginEventStream') return 'login';
  if (type === 'VerificationHistory' || type === 'IdentityVerificationEvent') return 'verification';
  return 'other';
}

/** The API names the object of each row: `attributes: {type, url: '/services/data/…'}`. */
function objectTypeOf(event: JsonObject): string | null {
  const { attributes } = event;
  if (!isObject(attributes) || typeof attributes.url !== 'string') return null;
  return attributes.url.startsWith('/services/data/') ? name(attributes.type) : null;
}

/** Columns of the event log file are in upper case; stores write them in lower case, or take them apart at `_`. */
function logField(event: JsonObject, column: string): unknown {
  const lower = column.toLowerCase();
  if (column in event) return event[column];
  if (lower in event) return event[lower];
  let at: unknown = event;
  for (const part of lower.split('_')) at = isObject(at) ? at[part] : undefined;
  return isObject(at) ? undefined : at;
}

const successes = new Set(['success', 'login_no_error']);

function readLogin(event: JsonObject, context: Parameters<typeof signIn>[1]): Reading {
  const column = (key: string) => logField(event, key);
  const status = text(event.Status ?? column('LOGIN_STATUS') ?? column('REQUEST_STATUS'), lengths.code);
  const succeeded = status !== null && successes.has(status.toLowerCase());
  return signIn(
    {
      system: 'salesforce',
      id: event.LoginHistoryId ?? ('LoginTime' in event ? event.Id : undefined),
      record: event,
      time:
        event.LoginTime ??
        event.EventDate ??
        event['Login Time'] ??
        column('TIMESTAMP_DERIVED') ??
        column('TIMESTAMP') ??
        column('LOGIN_TIME'),
      timeField: 'LoginTime',
      code: status ?? 'LOGIN_ERROR_UNKNOWN_ERROR',
      outcome: succeeded ? 'success' : 'failure',
      reason: status,
      user:
        event.Username ??
        firstGiven(column('USER_NAME'), column('USER_EMAIL'), column('USER'), column('USERNAME')),
      userId: event.UserId ?? column('USER_ID_DERIVED') ?? column('USER_ID'),
      app: event.Application,
      resource: event.LoginUrl ?? event['Login URL'] ?? column('LOGIN_URL'),
      ip: event.SourceIp ?? event['Source IP'] ?? firstGiven(...addressColumns.map(column)),
      country: event.CountryIso ?? event.Country,
      city: event.City,
      client: event.Browser ?? column('BROWSER_TYPE') ?? column('BROWSER'),
      device: event.Platform ?? column('PLATFORM'),
      correlationId: event.EventIdentifier ?? column('LOGIN_KEY'),
      requestId: column('REQUEST_ID'),
      evidence: joined('\n', name(event.LoginType), text(event.AdditionalInfo, lengths.reason)),
    },
    context,
  );
}

const addressColumns = ['SOURCE_IP', 'CLIENT_IP', 'IP_ADDRESS'] as const;

function firstGiven(...values: unknown[]): unknown {
  return values.find((value) => name(value) !== null);
}

/** Statuses of an identity verification that has not ended. */
const open = new Set(['Initiated', 'InProgress']);
const passed = new Set(['Succeeded', 'AutomatedSuccess', 'Success']);

function readVerification(event: JsonObject, context: Parameters<typeof signIn>[1]): Reading {
  const status = text(event.Status, lengths.code) ?? 'FailedGeneralError';
  const activity = name(event.Activity);
  if (activity !== null && activity !== 'Login') return skipped(`verification ${activity}`);
  return signIn(
    {
      system: 'salesforce',
      id: event.Id ?? event.EventIdentifier,
      record: event,
      time: event.VerificationTime ?? event.EventDate,
      timeField: 'VerificationTime',
      code: `Verification ${status}`,
      outcome: passed.has(status) ? 'success' : open.has(status) ? 'interrupt' : 'failure',
      reason: event.Remarks ?? status,
      user: event.Username,
      userId: event.UserId,
      app: event.Resource,
      ip: event.SourceIp,
      country: event.CountryIso ?? event.Country,
      city: event.City,
      correlationId: event.VerificationGroup ?? event.EventGroup,
      evidence: name(event.VerificationMethod),
    },
    context,
  );
}
