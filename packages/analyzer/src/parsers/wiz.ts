import { isObject, lengths, name, objectIn, text } from '../read-fields.js';
import { isPantherLog } from './panther-store.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/** Wiz's audit log entries. https://docs.wiz.io/wiz-docs/docs/using-the-wiz-api */
export const wiz: SystemParser = {
  system: 'wiz',
  json: {
    claims(record) {
      if (isPantherLog(record, 'Wiz')) return true;
      return (
        typeof record.action === 'string' &&
        'requestId' in record &&
        'actionParameters' in record &&
        ('serviceAccount' in record || 'sourceIP' in record)
      );
    },

    read(record, context) {
      const action = text(record.action, lengths.code) ?? '';
      if (action !== 'Login' && action !== 'TokenRefresh') return skipped(action);
      const status = name(record.status)?.toUpperCase() ?? '';
      const succeeded = status === 'SUCCESS';
      const details = objectIn(record.actionParameters);
      const account = isObject(record.user) ? record.user : objectIn(record.serviceAccount);
      return signIn(
        {
          system: 'wiz',
          id: record.id,
          record,
          time: record.timestamp,
          timeField: 'timestamp',
          code: `${action} ${succeeded ? 'SUCCESS' : 'FAILED'}`,
          outcome: succeeded ? 'success' : 'failure',
          reason: details.error ?? status,
          user: account.email ?? account.name ?? (name(details.userEmail) || details.name),
          userId: account.id ?? details.userID,
          ip: record.sourceIP ?? details.sourceIP,
          client: record.userAgent,
          interactive: isObject(record.user),
          requestId: record.requestId,
        },
        context,
      );
    },
  },
};
