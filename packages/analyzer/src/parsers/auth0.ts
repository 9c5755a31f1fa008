import type { SignInEvent } from '@turnaway/contracts/sign-in-event';
import { eventIdIn } from '../event-identity.js';
import {
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
import { type Auth0LogType, auth0LogType } from './auth0-log-types.js';
import { type Reading, rejectedTime, type SystemParser } from './parser.js';

/** Auth0 tenant logs: flat, as the Management API lists them, or as `{log_id, data}`, as log streams send them. */
export const auth0: SystemParser = {
  system: 'auth0',
  json: {
    claims(record) {
      const log = logIn(record);
      if (typeof log.type !== 'string' || log.type.length > typeLengthMax) return false;
      return log.date !== undefined && ('log_id' in record || 'log_id' in log || '_id' in log);
    },

    read(record) {
      const log = logIn(record);
      const type = typeof log.type === 'string' ? text(log.type, typeLengthMax) : null;
      if (type === null) return { kind: 'rejected', reason: 'missing_field', detail: 'Expected "type".' };
      const known = auth0LogType(type);
      return known === null ? { kind: 'skipped', as: type } : readSignIn(log, type, known, record);
    },
  },
};

const typeLengthMax = 64;

function logIn(record: JsonObject): JsonObject {
  return isObject(record.data) ? record.data : record;
}

function readSignIn(log: JsonObject, type: string, known: Auth0LogType, record: JsonObject): Reading {
  const occurredAt = timeIn(log.date);
  if (occurredAt === null) return rejectedTime(log.date, 'date');
  const id = log.log_id ?? record.log_id ?? log._id;
  const details = objectIn(log.details);
  const place = objectIn(log.location_info);
  const [client, device] = clientAndDeviceIn(log.user_agent);
  const succeeded = known.observed === 'success';
  const error = isObject(details.error) ? details.error : { message: details.error };
  const reason = text(log.description, lengths.reason) ?? text(error.message, lengths.reason);
  const userId = name(log.user_id);
  const event: SignInEvent = {
    eventId: eventIdIn('auth0', id, log),
    occurredAt,
    loggedBy: 'auth0',
    errorCode: { system: 'auth0', code: type, variant: null },
    observedOutcome: known.observed,
    carrier: null,
    reasonText: succeeded ? null : reason,
    userName: userNameIn(log.user_name) ?? userId,
    userId,
    app: name(log.client_name) ?? name(log.client_id),
    appId: name(log.client_id),
    resource: name(log.audience),
    ip: ipIn(log.ip),
    country: name(place.country_code) ?? name(place.country_name),
    city: name(place.city_name),
    client,
    device,
    interactive: known.interactive,
    correlationId: name(details.correlation_id) ?? name(log.correlation_id),
    requestId: name(id),
  };
  if (succeeded) return { kind: 'sign-in', event, variantFacts: null };
  const said = joined(
    '\n',
    reason,
    text(error.message, lengths.reason),
    text(error.oauthError, lengths.reason),
    name(error.type),
    name(objectIn(error.payload).code),
    name(objectIn(error.payload).name),
  );
  const variantFacts = {
    text: (said ?? '').slice(0, lengths.evidence),
    interactive: known.interactive,
    signals: [],
  };
  return { kind: 'sign-in', event, variantFacts };
}

/** Auth0 shortens user agents to `Chrome 133.0.0 / Mac OS X 10.15.7`; some clients are logged in full. */
function clientAndDeviceIn(userAgent: unknown): [client: string | null, device: string | null] {
  const full = name(userAgent);
  const slash = full?.indexOf(' / ') ?? -1;
  if (full === null || slash < 0) return [full, null];
  return [name(full.slice(0, slash)), name(full.slice(slash + 3))];
}
