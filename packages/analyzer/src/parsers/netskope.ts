import { listIn, name, objectIn } from '../read-fields.js';
import { ipIn } from '../read-ip.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Netskope: the audit of its admin console, as the REST API and Cloud Exchange give it; alerts and traffic are skipped.
 * https://docs.netskope.com/en/netskope-rest-apis/
 */
export const netskope: SystemParser = {
  system: 'netskope',
  json: {
    claims(record) {
      if ('audit_log_event' in record) return true;
      return 'ur_normalized' in record && 'ccl' in record;
    },

    read(record, context) {
      const event = name(record.audit_log_event);
      if (event === null) return skipped(name(record.type) ?? 'event');
      if (!/^(?:log ?in|authentication|sso|two.factor|mfa)\b/i.test(event) || /log ?out/i.test(event))
        return skipped(event);
      const failed = /fail|denied|locked|invalid/i.test(event);
      const values = listIn(objectIn(record.supporting_data).data_values).map(name);
      return signIn(
        {
          system: 'netskope',
          id: record._id,
          record,
          time: record.timestamp,
          timeField: 'timestamp',
          code: failed ? 'Login Failed' : 'Login Successful',
          outcome: failed ? 'failure' : 'success',
          reason: event,
          user: name(record.user) ?? record.ur_normalized,
          app: 'Netskope console',
          ip: values.find((value) => ipIn(value) !== null),
        },
        context,
      );
    },
  },
};
