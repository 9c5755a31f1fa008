import { isObject, type JsonObject, listIn, name, objectIn, text } from '../read-fields.js';
import { isPantherLog } from './panther-store.js';
import { type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Zoom's webhooks, the sign-in and sign-out activity report (API page, CSV), and operation logs, which are skipped.
 * https://developers.zoom.us/docs/api/
 */
export const zoom: SystemParser = {
  system: 'zoom',
  json: {
    claims(record) {
      if (isPantherLog(record, 'Zoom')) return true;
      if (isWebhook(record) || isActivity(record) || isOperation(record)) return true;
      return Array.isArray(record.activity_logs) || Array.isArray(record.operation_logs);
    },

    expand(record) {
      const rows = [...listIn(record.activity_logs), ...listIn(record.operation_logs)].filter(isObject);
      return rows.length === 0 && !('activity_logs' in record || 'operation_logs' in record)
        ? [record]
        : rows;
    },

    read(record, context) {
      if (isWebhook(record)) return readWebhook(record, context);
      return isActivity(record) ? readActivity(record, context) : skipped('operation log');
    },
  },
};

type Context = Parameters<typeof signIn>[1];

function isWebhook(record: JsonObject): boolean {
  const { event, payload } = record;
  return typeof event === 'string' && event.includes('.') && isObject(payload) && 'account_id' in payload;
}

const activityKinds = new Set(['sign in', 'sign out']);

function isActivity(record: JsonObject): boolean {
  const kind = name(record.type ?? record['Activity Type']);
  return kind !== null && activityKinds.has(kind.toLowerCase()) && ('email' in record || 'Email' in record);
}

function isOperation(record: JsonObject): boolean {
  return 'operation_detail' in record && 'category_type' in record;
}

function readWebhook(record: JsonObject, context: Context): Reading {
  const kind = text(record.event, 128);
  if (kind !== 'user.signed_in') return skipped(kind);
  const person = objectIn(objectIn(record.payload).object);
  return signIn(
    {
      system: 'zoom',
      record,
      time: person.date_time ?? record.event_ts,
      timeField: 'date_time',
      code: 'user.signed_in',
      outcome: 'success',
      user: person.email,
      userId: person.id,
      ip: person.ip_address,
      client: person.client_type,
    },
    context,
  );
}

function readActivity(record: JsonObject, context: Context): Reading {
  const kind = name(record.type ?? record['Activity Type']) ?? '';
  if (kind.toLowerCase() !== 'sign in') return skipped(kind);
  return signIn(
    {
      system: 'zoom',
      record,
      time: record.time ?? record.Time ?? record.p_event_time,
      timeField: 'time',
      code: 'user.signed_in',
      outcome: 'success',
      user: record.email ?? record.Email,
      ip: record.ip_address ?? record['IP Address'],
      client: record.client_type ?? record['Client Type'],
    },
    context,
  );
}
