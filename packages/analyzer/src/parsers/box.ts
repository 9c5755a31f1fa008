import type { Outcome } from '@turnaway/contracts/taxonomy';
import { isObject, type JsonObject, lengths, name, objectIn, text } from '../read-fields.js';
import { isPantherLog } from './panther-store.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Box's enterprise events, as the events API and its exports give them.
 * https://developer.box.com/guides/events/enterprise-events/for-enterprise/
 */
export const box: SystemParser = {
  system: 'box',
  json: {
    claims(record) {
      if (isPantherLog(record, 'Box')) return true;
      const type = record.event_type;
      if (typeof type !== 'string' || !families.test(type)) return false;
      if (record.type === 'event') return true;
      // A bare type is all that some stores keep of an event.
      return isObject(record.created_by) || isObject(record.source) || Object.keys(record).length <= 2;
    },

    read(record, context) {
      const type = text(record.event_type, lengths.code) ?? '';
      const outcome = outcomes[type];
      if (outcome === undefined) return skipped(type);
      const details = objectIn(record.additional_details);
      const person = personIn(record);
      return signIn(
        {
          system: 'box',
          id: record.event_id,
          record,
          time: record.created_at ?? record.recorded_at ?? record.p_event_time,
          timeField: 'created_at',
          code: type,
          outcome,
          reason: details.reason ?? details.message,
          user: person.login ?? person.name,
          userId: person.id,
          app: details.service_name ?? details.app_name,
          appId: details.service_id,
          ip: record.ip_address,
          correlationId: record.session_id,
        },
        context,
      );
    },
  },
};

/** The first words of Box's event types. */
const families =
  /^(?:ACCESS|ADD|ADMIN_LOGIN|ADVANCED|APPLICATION|CHANGE|COLLAB|COLLABORATION|COMMENT|CONTENT|COPY|DATA|DELETE|DEVICE|DISABLE|DOWNLOAD|EDIT|EMAIL|ENABLE|ENTERPRISE|EXTERNAL|FAILED_LOGIN|FILE|GROUP|ITEM|LEGAL|LOCK|LOGIN|MASTER|METADATA|MOVE|NEW|OAUTH2|PREVIEW|REMOVE|RENAME|RETENTION|SHARE|SHIELD|SIGN|SIGNER|STORAGE|TAG|TASK|TERMS|UNDELETE|UNLOCK|UNSHARE|UPDATE|UPLOAD|USER|WATERMARK)(?:_[A-Z0-9]+){0,8}$/;

/** Box's own name for somebody who is not signed in has the id 2, or none. */
function personIn(record: JsonObject): JsonObject {
  const actor = objectIn(record.created_by);
  const id = name(actor.id);
  return id === null || id === '2' ? objectIn(record.source) : actor;
}

const outcomes: Readonly<Record<string, Outcome>> = {
  LOGIN: 'success',
  ADMIN_LOGIN: 'success',
  FAILED_LOGIN: 'failure',
  DEVICE_TRUST_CHECK_FAILED: 'failure',
  USER_AUTHENTICATE_OAUTH2_ACCESS_TOKEN_CREATE: 'success',
};
