import { isObject, lengths, name, objectIn, text } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Notion's audit log: its SIEM webhook with the event in `event`, and the event alone.
 * https://www.notion.com/help/audit-log
 */
export const notion: SystemParser = {
  system: 'notion',
  json: {
    claims(record) {
      return (
        'workspace_id' in record &&
        typeof record.type === 'string' &&
        record.type.includes('.') &&
        isObject(record.actor)
      );
    },

    read(record, context) {
      const type = text(record.type, lengths.code) ?? '';
      if (type !== 'user.login') return skipped(type);
      const actor = objectIn(record.actor);
      const method =
        name(objectIn(record.details).authType) ?? name(objectIn(record['user.login']).auth_type);
      return signIn(
        {
          system: 'notion',
          id: record.id,
          record,
          time: record.timestamp,
          timeField: 'timestamp',
          code: type,
          outcome: 'success',
          user: objectIn(actor.person).email ?? actor.email,
          userId: actor.id,
          ip: record.ip_address,
          client: record.platform,
          evidence: method,
        },
        context,
      );
    },
  },
};
