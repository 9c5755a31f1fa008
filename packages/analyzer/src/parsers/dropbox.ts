import type { Outcome } from '@turnaway/contracts/taxonomy';
import { isObject, type JsonObject, lengths, objectIn, text } from '../read-fields.js';
import { isPantherLog } from './panther-store.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Dropbox's team log.
 * https://www.dropbox.com/developers/documentation/http/teams
 */
export const dropbox: SystemParser = {
  system: 'dropbox',
  json: {
    claims(record) {
      if (isPantherLog(record, 'Dropbox')) return true;
      return isObject(record.event_type) && tagOf(record.event_type) !== null && 'timestamp' in record;
    },

    read(record, context) {
      const type = tagOf(objectIn(record.event_type)) ?? '';
      const outcome = outcomes[type];
      if (outcome === undefined) return skipped(type);
      const details = objectIn(record.details);
      const error = objectIn(details.error_details);
      const person = personIn(record);
      const origin = objectIn(record.origin);
      const place = objectIn(origin.geo_location);
      return signIn(
        {
          system: 'dropbox',
          record,
          time: record.timestamp,
          timeField: 'timestamp',
          code: type,
          outcome,
          reason: error.user_friendly_message ?? objectIn(record.event_type).description,
          user: person.email ?? person.display_name,
          userId: person.account_id ?? person.team_member_id,
          ip: place.ip_address,
          country: place.country,
          city: place.city,
          client: tagOf(objectIn(origin.access_method)),
          requestId: objectIn(origin.access_method).request_id,
          evidence: [tagOf(objectIn(details.login_method)), text(error.technical_message, lengths.reason)]
            .filter((part) => part !== null)
            .join('\n'),
        },
        context,
      );
    },
  },
};

/** Stores that allow no dot at the start of a name write `_tag`. */
function tagOf(value: JsonObject): string | null {
  return text(value['.tag'] ?? value._tag, lengths.code);
}

/** The actor stands under the kind that it is: `{'.tag': 'user', user: {…}}`. */
function personIn(record: JsonObject): JsonObject {
  const actor = objectIn(record.actor);
  return objectIn(actor.user ?? actor.admin ?? actor.app ?? objectIn(record.context));
}

const outcomes: Readonly<Record<string, Outcome>> = {
  login_success: 'success',
  login_fail: 'failure',
  sso_error: 'failure',
  emm_error: 'failure',
  guest_admin_signed_in_via_trusted_teams: 'success',
  reseller_support_session_start: 'success',
};
