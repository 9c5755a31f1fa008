import type { Outcome } from '@turnaway/contracts/taxonomy';
import { fieldAt, isObject, type JsonObject, lengths, listIn, name, objectIn, text } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * PingOne's audit activities, as its API, its webhooks (also in the shapes for Splunk and New Relic) and Log Analytics
 * have them.
 * https://developer.pingidentity.com/pingone-api/platform/audit-activities.html
 */
export const pingone: SystemParser = {
  system: 'pingone',
  json: {
    claims(record) {
      const activity = activityIn(record);
      if (typeof objectIn(activity.action).type !== 'string' || !isObject(activity.result)) return false;
      return 'recordedAt' in activity || ('createdAt' in activity && 'correlationId' in activity);
    },

    read(record, context) {
      const activity = activityIn(record);
      const type = text(objectIn(activity.action).type, lengths.code)?.toUpperCase() ?? '';
      const result = objectIn(activity.result);
      const outcome = outcomeOf(type, name(result.status)?.toUpperCase() ?? '');
      if (outcome === null) return skipped(type);
      const actors = objectIn(activity.actors);
      const client = objectIn(actors.client);
      const resources = listIn(activity.resources).filter(isObject);
      const person = isObject(actors.user)
        ? actors.user
        : (resources.find((resource) => resource.type === 'USER') ?? {});
      const source = objectIn(activity.source);
      return signIn(
        {
          system: 'pingone',
          id: activity.id,
          record,
          time: activity.recordedAt ?? activity.createdAt,
          timeField: 'recordedAt',
          code: type,
          outcome,
          reason: text(result.description, lengths.reason) ?? objectIn(activity.action).description,
          user: person.name,
          userId: person.id,
          app: client.name,
          appId: client.id,
          ip: source.ipAddress ?? source.ipaddress ?? fieldAt(activity, 'client.ipAddress'),
          client: source.userAgent,
          interactive: true,
          correlationId: activity.correlationId,
          requestId: activity.id,
        },
        context,
      );
    },
  },
};

function activityIn(record: JsonObject): JsonObject {
  return isObject(record.eventData) ? record.eventData : record;
}

/** A check of what a person presents: `PASSWORD.CHECK_FAILED`, `OTP.CHECK_SUCCEEDED`, `ASSERTION.CHECK_FAILED`. */
const check = /\.(?:[A-Z_]{1,40}_)?CHECK_(SUCCEEDED|FAILED|INVALID)$/;
/** The kinds that say by themselves how the sign-in went. */
const decided: ReadonlyMap<string, Outcome> = new Map([
  ['USER.ACCESS_ALLOWED', 'success'],
  ['USER.ACCESS_DENIED', 'failure'],
  ['USER.LOCKED', 'failure'],
  ['USER.LOCKOUT', 'failure'],
  ['PASSWORD.LOCKED', 'failure'],
  ['DEVICE.BLOCKED', 'failure'],
  ['DEVICE.LOCKED', 'failure'],
]);
/** The kinds whose result says it; the rest is administration. */
const attempts = /^(?:AUTHENTICATION|AUTHENTICATE|USER\.AUTHENTICATE|MFA|DEVICE_AUTHENTICATION|TOKEN)\b/;

function outcomeOf(type: string, status: string): Outcome | null {
  const checked = check.exec(type)?.[1];
  if (checked !== undefined) return checked === 'SUCCEEDED' ? 'success' : 'failure';
  const fixed = decided.get(type);
  if (fixed !== undefined) return fixed;
  const failed = status.startsWith('FAIL') || status === 'ERROR';
  // A flow that is begun, goes on or ends well says nothing that its checks do not.
  if (type.startsWith('FLOW.')) return failed ? 'failure' : null;
  return attempts.test(type) ? (failed ? 'failure' : 'success') : null;
}
