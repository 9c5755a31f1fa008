import { isObject, type JsonObject, lengths, name, objectIn, text } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Mattermost's audit log in JSON, in the form of version 5 to 7 (`event`, `user_id` beside it) and the newer one
 * (`event_name`, with `actor`, `event` and `error` as objects).
 * https://docs.mattermost.com/comply/embedded-json-audit-log-schema.html
 */
export const mattermost: SystemParser = {
  system: 'mattermost',
  json: {
    claims(record) {
      if (typeof record.status !== 'string') return false;
      if (typeof record.event_name === 'string') return isObject(record.actor) && 'meta' in record;
      return typeof record.event === 'string' && 'api_path' in record && 'cluster_id' in record;
    },

    read(record, context) {
      const kind = text(record.event_name ?? record.event, lengths.code) ?? '';
      const status = name(record.status) ?? '';
      // An attempt is followed by what became of it.
      if (!signInEvents.has(kind) || status === 'attempt') return skipped(kind);
      const actor = isObject(record.actor) ? record.actor : record;
      const succeeded = status === 'success';
      const person = personIn(record);
      const error = objectIn(record.error);
      const said = text(record.err ?? error.description, lengths.reason);
      return signIn(
        {
          system: 'mattermost',
          record,
          time: record.timestamp ?? record.create_at,
          timeField: 'timestamp',
          code: succeeded ? 'login' : (errorIdIn(said) ?? 'login failed'),
          outcome: succeeded ? 'success' : 'failure',
          reason: said,
          user:
            record.login_id ??
            objectIn(eventOf(record).parameters).login_id ??
            person.name ??
            person.username,
          userId: person.id ?? actor.user_id,
          ip: actor.ip_address,
          client: actor.client,
          correlationId: actor.session_id,
        },
        context,
      );
    },
  },
};

const signInEvents = new Set(['login', 'loginWithDesktopToken', 'completeOAuth', 'completeSaml', 'loginCWS']);
const errorId = /(?:[a-z0-9_]{1,64}\.){2,8}[a-z0-9_]{1,64}/;

/** `api.user.login.invalid_credentials_email_username`, alone or before a sentence. */
function errorIdIn(said: string | null): string | null {
  return errorId.exec(said ?? '')?.[0] ?? null;
}

function eventOf(record: JsonObject): JsonObject {
  return objectIn(record.event);
}

function personIn(record: JsonObject): JsonObject {
  if (isObject(record.user)) return record.user;
  const event = eventOf(record);
  return objectIn(event.resulting_state ?? objectIn(event.parameters).user);
}
