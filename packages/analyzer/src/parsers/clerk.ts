import type { Outcome } from '@turnaway/contracts/taxonomy';
import { isObject, lengths, name, objectIn, text } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Clerk's application logs and webhooks (Svix): the former tell each step of a sign-in, of the latter only
 * `session.created` is one.
 * https://clerk.com/docs/guides/dashboard/logs/application-logs
 */
export const clerk: SystemParser = {
  system: 'clerk',
  json: {
    claims(record) {
      const type = record.type ?? record.event_type;
      if (typeof type !== 'string' || !/^[a-z_]{2,40}\.[a-z_.]{2,60}$/.test(type)) return false;
      if (record.object === 'event' && isObject(record.data)) return true;
      return /^(?:sign_in|sign_up|session)\./.test(type) && ('payload' in record || 'instance_id' in record);
    },

    read(record, context) {
      const type = text(record.type ?? record.event_type, lengths.code) ?? '';
      const outcome = outcomeOf(type);
      if (outcome === null) return skipped(type);
      const payload = objectIn(record.data ?? record.payload);
      const attributes = objectIn(objectIn(record.event_attributes).http_request);
      const actor = objectIn(record.actor);
      const person = objectIn(payload.user);
      const activity = objectIn(payload.latest_activity ?? payload.client ?? record.device);
      const error = objectIn(payload.error ?? payload.verification_error);
      return signIn(
        {
          system: 'clerk',
          id: record.id ?? record.log_id,
          record,
          time: record.timestamp ?? record.created_at ?? payload.created_at,
          timeField: 'timestamp',
          code: type,
          outcome,
          reason: text(error.long_message ?? error.message ?? payload.reason, lengths.reason) ?? type,
          user: name(payload.identifier) ?? name(person.email_address) ?? name(person.username) ?? actor.name,
          userId: payload.user_id ?? person.id ?? actor.id,
          app: payload.client_id,
          ip: attributes.client_ip ?? activity.ip_address ?? record.ip_address,
          country: activity.country,
          city: activity.city,
          client: attributes.user_agent ?? activity.browser_name,
          device: activity.device_type,
          interactive: true,
          correlationId: record.trace_id ?? (type.startsWith('sign_in.') ? payload.id : payload.sign_in_id),
          evidence: error.code,
        },
        context,
      );
    },
  },
};

const failed =
  /^sign_in\.(?:[a-z_]{1,40}\.)*(?:failed|[a-z_]{0,30}(?:locked|blocked|denied|expired|rejected))$/;
const paused = new Set(['sign_in.created', 'sign_in.needs_first_factor', 'sign_in.needs_second_factor']);
const passed = new Set(['sign_in.completed', 'session.created']);

function outcomeOf(type: string): Outcome | null {
  if (passed.has(type)) return 'success';
  if (failed.test(type)) return 'failure';
  return paused.has(type) ? 'interrupt' : null;
}
