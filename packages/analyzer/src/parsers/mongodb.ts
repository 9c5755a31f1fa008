import { isObject, type JsonObject, lengths, listIn, name, objectIn, text } from '../read-fields.js';
import { isPantherLog } from './panther-store.js';
import { type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * MongoDB: audit messages (`atype`), the access lines of its structured log, and Atlas' events, which are skipped.
 * https://www.mongodb.com/docs/manual/reference/audit-message/
 */
export const mongodb: SystemParser = {
  system: 'mongodb',
  json: {
    claims(record) {
      if (isPantherLog(record, 'MongoDB')) return true;
      if (typeof record.atype === 'string')
        return 'ts' in record && ('remote' in record || 'local' in record);
      if ('eventTypeName' in record && ('orgId' in record || 'groupId' in record)) return true;
      return isObject(record.t) && '$date' in record.t && 'ctx' in record && typeof record.msg === 'string';
    },

    read(record, context) {
      if ('eventTypeName' in record) return skipped(name(record.eventTypeName));
      return typeof record.atype === 'string'
        ? readAudit(record, record.atype, context)
        : readLog(record, context);
    },
  },
};

type Context = Parameters<typeof signIn>[1];

/** Extended JSON writes a time as `{$date: …}`, whose value may be `{$numberLong}`. */
function dateIn(value: unknown): unknown {
  const date = isObject(value) ? value.$date : value;
  return isObject(date) ? date.$numberLong : date;
}

function readAudit(record: JsonObject, kind: string, context: Context): Reading {
  if (kind !== 'authenticate') return skipped(kind);
  const remote = objectIn(record.remote);
  const param = objectIn(record.param);
  const [person] = listIn(record.users).filter(isObject);
  const result = text(record.result, lengths.code) ?? 'unknown';
  return signIn(
    {
      system: 'mongodb',
      record,
      time: dateIn(record.ts),
      timeField: 'ts',
      code: result,
      outcome: result === '0' ? 'success' : 'failure',
      user: param.user ?? person?.user,
      app: param.db ?? person?.db,
      ip: remote.ip,
      client: param.mechanism,
    },
    context,
  );
}

const passed = /^(?:Authentication succeeded|Successfully authenticated)/;
const failed = /^(?:Authentication failed|Failed to authenticate)/;
/** The names of the server's error codes that a sign-in may end with. */
const codeNumbers: Readonly<Record<string, string>> = {
  UserNotFound: '11',
  Unauthorized: '13',
  AuthenticationFailed: '18',
  AuthenticationAbandoned: '337',
};

function readLog(record: JsonObject, context: Context): Reading {
  const message = text(record.msg, lengths.reason) ?? '';
  const succeeded = passed.test(message);
  const details = objectIn(record.attr);
  if (!succeeded && !failed.test(message)) return skipped(name(record.c));
  // The client tries again in the ordinary way, and that try has a line of its own.
  if (!succeeded && details.isSpeculative === true) return skipped('speculative authentication');
  const error = text(details.error ?? details.result, lengths.reason);
  return signIn(
    {
      system: 'mongodb',
      record,
      time: dateIn(record.t),
      timeField: 't',
      code: succeeded ? '0' : codeOf(details.result, error),
      outcome: succeeded ? 'success' : 'failure',
      reason: error ?? message,
      user: details.user ?? details.principalName,
      app: details.db ?? details.authenticationDatabase,
      ip: details.client ?? details.remote,
      client: details.mechanism,
    },
    context,
  );
}

/** Newer lines have the number; older ones begin with its name: `UserNotFound: Could not find user`. */
function codeOf(result: unknown, error: string | null): string {
  if (typeof result === 'number') return String(result);
  const word = /^\w{1,60}/.exec(error ?? '')?.[0] ?? '';
  return codeNumbers[word] ?? (word === '' ? 'unknown' : word);
}
