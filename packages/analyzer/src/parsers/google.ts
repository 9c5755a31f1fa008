import type { Outcome } from '@turnaway/contracts/taxonomy';
import {
  fieldAt,
  isObject,
  type JsonObject,
  joined,
  lengths,
  listIn,
  name,
  objectIn,
  text,
} from '../read-fields.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Google Workspace's audit activities: of the Reports API, one event or several in each; flattened by Log Analytics and
 * Panther; and as entries of Cloud Logging.
 * https://developers.google.com/workspace/admin/reports/v1/appendix/activity/login
 */
export const google: SystemParser = {
  system: 'google',
  json: {
    claims(record) {
      if (isObject(record.protoPayload)) return 'insertId' in record || 'logName' in record;
      if (record.kind === 'admin#reports#activity') return true;
      if (typeof objectIn(record.id).applicationName !== 'string') return false;
      return 'events' in record || 'actor' in record || 'name' in record || 'event' in record;
    },

    expand(record) {
      const payload = objectIn(record.protoPayload);
      const events = isObject(record.protoPayload)
        ? listIn(objectIn(payload.metadata).event)
        : listIn(record.events);
      return events.length === 0 ? [record] : events.map((event) => ({ ...record, events: event }));
    },

    read(record, context) {
      return isObject(record.protoPayload) ? readLogEntry(record, context) : readActivity(record, context);
    },
  },
};

/** What happened, apart from the form that it is logged in. */
interface Activity {
  application: string;
  event: string;
  parameter(key: string): string | null;
}

function readActivity(record: JsonObject, context: ReadContext): Reading {
  const id = objectIn(record.id);
  const event = isObject(record.events) ? record.events : {};
  const eventName = name(event.name ?? record.name ?? fieldAt(record, 'event.name')) ?? '';
  const parameters = parametersIn(event.parameters ?? record.parameters);
  const activity: Activity = {
    application: name(id.applicationName) ?? '',
    event: eventName,
    parameter: (key) => name(parameters[key] ?? record[key] ?? fieldAt(record, key.replaceAll('_', '.'))),
  };
  const actor = objectIn(record.actor);
  const qualifier = name(id.uniqueQualifier);
  return readEvent(
    activity,
    {
      id: qualifier === null ? null : joined(':', name(id.time), qualifier, eventName),
      record,
      time: id.time ?? record.p_event_time,
      user: name(actor.email) ?? activity.parameter('affected_email_address'),
      userId: actor.profileId,
      ip: record.ipAddress ?? record.IPAddress,
    },
    context,
  );
}

function readLogEntry(record: JsonObject, context: ReadContext): Reading {
  const payload = objectIn(record.protoPayload);
  const event = isObject(record.events) ? record.events : {};
  const service = name(payload.serviceName) ?? '';
  const eventName = name(event.eventName) ?? name(payload.methodName) ?? '';
  if (service !== 'login.googleapis.com') return skipped(service);
  const parameters = parametersIn(event.parameter);
  const person = objectIn(payload.authenticationInfo);
  const request = objectIn(payload.requestMetadata);
  return readEvent(
    { application: 'login', event: eventName, parameter: (key) => name(parameters[key]) },
    {
      id: joined(':', name(record.insertId), eventName),
      record,
      time: record.timestamp,
      user: person.principalEmail ?? parameters.affected_email_address,
      userId: null,
      ip: request.callerIp,
      client: request.callerSuppliedUserAgent,
    },
    context,
  );
}

/** `[{name, value}]` with a field for each type of value, or an object. */
function parametersIn(list: unknown): JsonObject {
  if (isObject(list)) return list;
  const parameters: Record<string, unknown> = Object.create(null);
  for (const item of listIn(list)) {
    if (!isObject(item) || typeof item.name !== 'string') continue;
    const value = item.value ?? item.intValue ?? item.boolValue ?? item.multiValue ?? item.multiStrValue;
    parameters[item.name] = Array.isArray(value) ? value.join(', ') : String(value ?? '');
  }
  return parameters;
}

interface Found {
  id: string | null;
  record: JsonObject;
  time: unknown;
  user: unknown;
  userId: unknown;
  ip: unknown;
  client?: unknown;
}

function readEvent(activity: Activity, found: Found, context: ReadContext): Reading {
  const { application, event, parameter } = activity;
  const decided = decide(activity);
  if (decided === null) return skipped(joined(' ', application, event));
  const challenge = parameter('login_challenge_method');
  return signIn(
    {
      system: 'google',
      ...found,
      timeField: 'id.time',
      ...decided,
      carrier: decided.code === event ? null : event,
      reason: joined(
        ', ',
        text(parameter('login_failure_type') ?? parameter('failure_type'), lengths.reason) ?? event,
        parameter('login_challenge_status'),
        challenge,
      ),
      app: parameter('application_name') ?? parameter('app_name') ?? applications[application] ?? application,
      client: found.client ?? parameter('user_agent'),
      device: parameter('DEVICE_NAME') ?? parameter('device_id'),
      interactive: true,
      evidence: joined(
        '\n',
        parameter('saml_status_code'),
        parameter('saml_second_level_status_code'),
        parameter('login_type'),
      ),
      signals: parameter('is_suspicious') === 'true' ? ['risk'] : [],
    },
    context,
  );
}

const applications: Readonly<Record<string, string>> = {
  login: 'Google Workspace',
  chrome: 'ChromeOS',
};

/** Warnings that come with a refusal, or with an account that Google has shut. */
const warnings =
  /^(?:suspicious_(?:login|programmatic_login)|account_disabled_|gov_attack_warning$|risky_sensitive_action_blocked$)/;
const refusals = new Set(['ACCESS_DENY_EVENT', 'ACCESS_DENY_INTERNAL_ERROR_EVENT']);

/** `null`: no sign-in. */
function decide({ application, event, parameter }: Activity): { code: string; outcome: Outcome } | null {
  if (event === 'login_success') return { code: event, outcome: 'success' };
  if (event === 'login_failure') {
    const type = parameter('login_failure_type') ?? parameter('failure_type');
    return { code: type ?? event, outcome: 'failure' };
  }
  if (event === 'login_challenge' || event === 'login_verification') {
    const status = parameter('login_challenge_status') ?? '';
    if (/passed/i.test(status)) return { code: 'Challenge Passed', outcome: 'success' };
    if (/fail|incorrect|denied|reject/i.test(status)) return { code: 'Challenge Failed', outcome: 'failure' };
    return { code: event, outcome: 'interrupt' };
  }
  if (application === 'login' && warnings.test(event)) return { code: event, outcome: 'failure' };
  if (application === 'chrome' && /^CHROME_OS_LOGIN_(?:FAILURE_)?EVENT$/.test(event)) {
    return { code: event, outcome: event.includes('FAILURE') ? 'failure' : 'success' };
  }
  if (application === 'context_aware_access' && refusals.has(event))
    return { code: event, outcome: 'failure' };
  return null;
}
