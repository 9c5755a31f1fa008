import type { Outcome } from '@turnaway/contracts/taxonomy';
import { isObject, type JsonObject, lengths, text } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * LastPass: rows of the event report, by the API (a page numbers them `Event1`, `Event2`, …), as CSV or from a SIEM
 * export. Its documentation has times in US Eastern time, so they are read so unless the feed has a zone of its own.
 * https://support.lastpass.com/help/event-reporting-via-lastpass-api
 */
export const lastpass: SystemParser = {
  system: 'lastpass',
  json: {
    claims(record) {
      return eventsIn(record) !== null || isEvent(record);
    },

    expand(record) {
      return eventsIn(record) ?? [record];
    },

    read(record, context) {
      const action = text(record.Action ?? record.action, lengths.code) ?? '';
      const outcome = outcomes[action.toLowerCase()];
      if (outcome === undefined) return skipped(action);
      return signIn(
        {
          system: 'lastpass',
          record,
          time: record.Time ?? record.time,
          timeField: 'Time',
          code: action.toLowerCase(),
          outcome,
          reason: action,
          user: record.Username ?? record.username,
          app: record.Data ?? record.data,
          ip: record.IP_Address ?? record['IP Address'] ?? record.ip_address,
        },
        context.timeZone === 'UTC' ? { ...context, timeZone: 'America/New_York' } : context,
      );
    },
  },
};

function isEvent(record: JsonObject): boolean {
  return 'Action' in record && 'Username' in record && ('IP_Address' in record || 'IP Address' in record);
}

/** `{status: 'OK', data: {Event1: {…}, Event2: {…}}}`, or its `data` alone. */
function eventsIn(record: JsonObject): readonly JsonObject[] | null {
  const holder = isObject(record.data) ? record.data : record;
  if (!isObject(holder.Event1)) return null;
  return Object.values(holder).filter(isObject);
}

const outcomes: Readonly<Record<string, Outcome>> = {
  'log in': 'success',
  login: 'success',
  'saml login': 'success',
  'login to admin console': 'success',
  'federated login': 'success',
  'failed login attempt': 'failure',
  'failed saml login': 'failure',
  'failed multifactor attempt': 'failure',
  'login verification email sent': 'interrupt',
};
