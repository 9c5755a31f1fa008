import { isObject, lengths, listIn, name, objectIn, text } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/** Panther's own audit log. https://docs.panther.com/system-configuration/panther-audit-logs */
export const panther: SystemParser = {
  system: 'panther',
  json: {
    claims(record) {
      return (
        typeof record.actionName === 'string' && ('actionResult' in record || 'pantherVersion' in record)
      );
    },

    read(record, context) {
      const action = text(record.actionName, lengths.code) ?? '';
      if (action !== 'SIGN_IN') return skipped(action);
      const failed = name(record.actionResult) === 'FAILED';
      const actor = objectIn(record.actor);
      const attributes = objectIn(actor.attributes);
      const [error] = listIn(record.errors).filter(isObject);
      return signIn(
        {
          system: 'panther',
          record,
          time: record.timestamp ?? record.p_event_time,
          timeField: 'timestamp',
          code: failed ? 'SIGN_IN FAILED' : 'SIGN_IN SUCCEEDED',
          outcome: failed ? 'failure' : 'success',
          reason: error?.message ?? record.actionResult,
          user: attributes.email ?? actor.email ?? actor.name,
          userId: actor.id,
          ip: record.sourceIP,
          client: record.userAgent,
        },
        context,
      );
    },
  },
};
