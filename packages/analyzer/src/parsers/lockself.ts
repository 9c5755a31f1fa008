import { lengths, name, text } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/** LockSelf's log, as JSON by its API or after a syslog header. https://www.lockself.com/ */
export const lockself: SystemParser = {
  system: 'lockself',
  json: {
    claims(record) {
      return 'logType' in record && 'logMessage' in record && 'organisationName' in record;
    },

    read(record, context) {
      const type = name(record.logType) ?? '';
      if (type !== 'Connection') return skipped(type);
      const step = name(record.logMessage) ?? '';
      if (step !== 'Authentication' && step !== 'MFA') return skipped(`Connection ${step}`);
      const result = text(record.logObject, lengths.reason) ?? '';
      const succeeded = result.toUpperCase() === 'OK';
      return signIn(
        {
          system: 'lockself',
          record,
          time: record.time,
          timeField: 'time',
          code: `${step} ${succeeded ? 'OK' : 'failed'}`,
          outcome: succeeded ? 'success' : 'failure',
          reason: result,
          user: record.userEmail,
          app: record.organisationName,
          ip: record.userIp,
          client: record.userAgent,
        },
        context,
      );
    },
  },
};
