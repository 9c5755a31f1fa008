import type { Outcome } from '@turnaway/contracts/taxonomy';
import { isObject, type JsonObject, joined, lengths, name, objectIn, text } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * authentik's events: of its API, its JSON container log and its webhook transport, with a mapping of the body that
 * writes the event, or as it comes.
 * https://docs.goauthentik.io/sys-mgmt/events/
 */
export const authentik: SystemParser = {
  system: 'authentik',
  json: {
    claims(record) {
      if (isNotification(record) || isLogLine(record)) return true;
      if (typeof record.action !== 'string') return false;
      return (
        record.source === 'authentik' ||
        (typeof record.app === 'string' && record.app.startsWith('authentik.'))
      );
    },

    read(record, context) {
      const event = isNotification(record)
        ? eventOf(record)
        : isLogLine(record)
          ? loggedEvent(record)
          : record;
      const action = text(event.action, lengths.code)?.replace(/^authentik\.events\./, '') ?? '';
      const outcome = signInActions.get(action);
      if (outcome === undefined) return skipped(action === '' ? 'log line' : action);
      const said = objectIn(event.context);
      const actor = objectIn(event.user);
      const isAnonymous = actor.username === 'AnonymousUser';
      const stage = objectIn(said.stage);
      const request = objectIn(said.http_request);
      const place = objectIn(said.geo);
      const application = objectIn(said.authorized_application);
      return signIn(
        {
          system: 'authentik',
          id: event.pk,
          record,
          time: event.created ?? event.timestamp,
          timeField: 'created',
          code: action,
          outcome,
          reason: text(said.message, lengths.reason) ?? text(event.body, lengths.reason) ?? name(stage.name),
          user:
            name(said.username) ??
            (isAnonymous ? null : name(actor.email)) ??
            name(actor.username) ??
            event.user,
          userId: isAnonymous ? null : actor.pk,
          app: application.name,
          appId: application.pk,
          ip: event.client_ip ?? event.remote,
          country: place.country,
          city: place.city,
          client: request.user_agent,
          interactive: true,
          requestId: request.request_id ?? event.request_id,
          evidence: joined('\n', name(stage.model_name), name(stage.name), text(said.auth_method, 100)),
          signals: /authenticator/.test(name(stage.model_name) ?? '') ? ['one-time-code'] : [],
        },
        context,
      );
    },
  },
};

const signInActions: ReadonlyMap<string, Outcome> = new Map([
  ['login', 'success'],
  ['login_failed', 'failure'],
  ['authorize_application', 'success'],
]);

/** Lines of the server's own log; those of `authentik.events.models` hold events. */
function isLogLine(record: JsonObject): boolean {
  return typeof record.logger === 'string' && record.logger.startsWith('authentik.') && 'level' in record;
}

/** No event is made of a name that nobody has: it is logged alone, as `invalid_identifier`. */
function loggedEvent(record: JsonObject): JsonObject {
  if (record.action !== 'invalid_identifier') return record;
  const stage = { model_name: 'identificationstage', name: record.stage };
  return { ...record, action: 'login_failed', context: { username: record.identifier, stage } };
}

/** The webhook body without a mapping: the event as one sentence. */
function isNotification(record: JsonObject): boolean {
  return typeof record.body === 'string' && 'severity' in record && 'event_user_username' in record;
}

const sentence = /^([a-z_]{1,64}): /;
const nameInSentence = /'username': '([^']{1,200})'/;

function eventOf(record: JsonObject): JsonObject {
  const body = text(record.body, lengths.evidence) ?? '';
  const user = isObject(record.user) ? record.user : { username: record.event_user_username };
  return {
    ...record,
    action: sentence.exec(body)?.[1],
    body: null,
    context: { username: nameInSentence.exec(body)?.[1] },
    user,
  };
}
