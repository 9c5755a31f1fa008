import { type JsonObject, lengths, text } from '../read-fields.js';
import { isPantherLog } from './panther-store.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Rows of Snowflake's LOGIN_HISTORY: the account usage view, the table function or its CSV.
 * https://docs.snowflake.com/en/sql-reference/account-usage/login_history
 */
export const snowflake: SystemParser = {
  system: 'snowflake',
  json: {
    claims(record) {
      if (isPantherLog(record, 'Snowflake')) return true;
      const column = columnsOf(record);
      if (column('QUERY_ID') !== undefined && column('QUERY_TYPE') !== undefined) return true;
      return (
        column('IS_SUCCESS') !== undefined &&
        column('EVENT_TYPE') !== undefined &&
        (column('REPORTED_CLIENT_TYPE') !== undefined || column('EVENT_TIMESTAMP') !== undefined)
      );
    },

    read(record, context) {
      const column = columnsOf(record);
      const kind = text(column('EVENT_TYPE'), lengths.code);
      if (kind !== 'LOGIN') return skipped(kind ?? text(column('QUERY_TYPE'), lengths.code));
      const isSuccess = text(column('IS_SUCCESS'), 8)?.toUpperCase();
      const succeeded = isSuccess === 'YES' || isSuccess === 'TRUE' || column('IS_SUCCESS') === true;
      const message = text(column('ERROR_MESSAGE'), lengths.reason);
      return signIn(
        {
          system: 'snowflake',
          record,
          time: column('EVENT_TIMESTAMP') ?? record.p_event_time,
          timeField: 'EVENT_TIMESTAMP',
          code: succeeded ? 'LOGIN' : codeOf(column('ERROR_CODE'), message),
          outcome: succeeded ? 'success' : 'failure',
          reason: message,
          user: column('USER_NAME'),
          app: column('CONNECTION'),
          ip: column('CLIENT_IP'),
          client: column('REPORTED_CLIENT_TYPE'),
          correlationId: column('EVENT_ID'),
        },
        context,
      );
    },
  },
};

/** Columns are in upper case; drivers and stores may write them in lower case. */
function columnsOf(record: JsonObject): (column: string) => unknown {
  return (column) => record[column] ?? record[column.toLowerCase()];
}

const messageWord = /^[A-Z][A-Z0-9_]{3,100}$/;

/** Some rows have the error's name and no number; a failure may have neither. */
function codeOf(errorCode: unknown, message: string | null): string {
  const number = text(errorCode, 32);
  if (number !== null && number !== '0') return number;
  return message !== null && messageWord.test(message) ? message : 'LOGIN_FAILED';
}
