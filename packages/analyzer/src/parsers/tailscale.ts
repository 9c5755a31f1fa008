import { isObject, name, objectIn } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Tailscale: configuration audit log; it records sign-ins to the admin console and of devices, and refusals of neither.
 * Network flow logs are skipped. https://tailscale.com/kb/1203/audit-logging
 */
export const tailscale: SystemParser = {
  system: 'tailscale',
  json: {
    claims(record) {
      if (Array.isArray(record.virtualTraffic) || ('nodeId' in record && 'logged' in record)) return true;
      return (
        isObject(record.actor) &&
        isObject(record.target) &&
        'eventTime' in record &&
        'action' in record &&
        'origin' in record
      );
    },

    read(record, context) {
      const action = name(record.action);
      if (action === null) return skipped('network flow');
      const target = objectIn(record.target);
      const kind = `${action} ${name(target.type) ?? ''}`.trim();
      if (action !== 'LOGIN') return skipped(kind);
      const actor = objectIn(record.actor);
      return signIn(
        {
          system: 'tailscale',
          record,
          time: record.eventTime,
          timeField: 'eventTime',
          code: 'LOGIN',
          outcome: 'success',
          user: name(actor.loginName) ?? actor.displayName,
          userId: actor.id,
          app: name(target.name) ?? target.type,
          client: record.origin,
          correlationId: record.eventGroupID,
        },
        context,
      );
    },
  },
};
