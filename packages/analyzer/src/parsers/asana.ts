import type { Outcome } from '@turnaway/contracts/taxonomy';
import { isObject, lengths, objectIn, text } from '../read-fields.js';
import { isPantherLog } from './panther-store.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Asana's audit log events.
 * https://developers.asana.com/docs/audit-log-events
 */
export const asana: SystemParser = {
  system: 'asana',
  json: {
    claims(record) {
      if (isPantherLog(record, 'Asana')) return true;
      return (
        typeof record.event_type === 'string' &&
        typeof record.event_category === 'string' &&
        'gid' in record &&
        isObject(record.actor)
      );
    },

    read(record, context) {
      const type = text(record.event_type, lengths.code) ?? '';
      const outcome = outcomes[type];
      if (outcome === undefined) return skipped(type);
      const actor = objectIn(record.actor);
      const resource = objectIn(record.resource);
      const surroundings = objectIn(record.context);
      return signIn(
        {
          system: 'asana',
          // Stores have been seen to blank the id, so the content tells events apart too.
          record,
          time: record.created_at,
          timeField: 'created_at',
          code: type,
          outcome,
          reason: objectIn(record.details).reason,
          user: actor.email ?? resource.email ?? actor.name,
          userId: actor.gid ?? resource.gid,
          ip: surroundings.client_ip_address,
          client: surroundings.user_agent,
        },
        context,
      );
    },
  },
};

const outcomes: Readonly<Record<string, Outcome>> = {
  user_login_succeeded: 'success',
  user_login_failed: 'failure',
};
