import type { Outcome } from '@turnaway/contracts/taxonomy';
import { isObject, type JsonObject, lengths, objectIn, text } from '../read-fields.js';
import { isPantherLog } from './panther-store.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Slack's audit logs, as the API's pages and streams give them.
 * https://docs.slack.dev/reference/audit-logs-api/methods-actions-reference
 */
export const slack: SystemParser = {
  system: 'slack',
  json: {
    claims(record) {
      if (isPantherLog(record, 'Slack')) return true;
      return (
        typeof record.action === 'string' &&
        'date_create' in record &&
        isObject(record.actor) &&
        isObject(record.context)
      );
    },

    read(record, context) {
      const action = text(record.action, lengths.code) ?? '';
      const outcome = outcomes[action];
      if (outcome === undefined) return skipped(action);
      const surroundings = objectIn(record.context);
      const details = objectIn(record.details);
      const person = personIn(record);
      return signIn(
        {
          system: 'slack',
          id: record.id,
          record,
          time: record.date_create,
          timeField: 'date_create',
          code: action,
          outcome,
          reason: details.reason ?? details.error,
          user: person.email ?? person.name,
          userId: person.id,
          app: objectIn(surroundings.location).name,
          ip: surroundings.ip_address,
          client: surroundings.ua,
          correlationId: surroundings.session_id,
        },
        context,
      );
    },
  },
};

/** Who signed in is the entity too; with a failure the actor may be the system. */
function personIn(record: JsonObject): JsonObject {
  const actor = objectIn(record.actor);
  if (isObject(actor.user)) return actor.user;
  return objectIn(objectIn(record.entity).user);
}

const outcomes: Readonly<Record<string, Outcome>> = {
  user_login: 'success',
  user_login_failed: 'failure',
  cli_login: 'success',
};
