import type { Outcome } from '@turnaway/contracts/taxonomy';
import { type JsonObject, lengths, text } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Bitwarden's event logs: the public API with type numbers, the web vault's CSV with type names.
 * https://bitwarden.com/help/event-logs/
 */
export const bitwarden: SystemParser = {
  system: 'bitwarden',
  json: {
    claims(record) {
      if (isPart(record)) return true;
      if (!('type' in record) || !('date' in record)) return false;
      if (record.object === 'event') return 'actingUserId' in record || 'ipAddress' in record;
      return 'appName' in record && 'userEmail' in record;
    },

    read(record, context) {
      if (isPart(record)) return skipped(text(record.object, lengths.code));
      const type = text(record.type, lengths.code) ?? '';
      const kind = kinds[numbers[type] ?? type];
      if (kind === undefined) return skipped(type);
      return signIn(
        {
          system: 'bitwarden',
          record,
          time: record.date,
          timeField: 'date',
          code: numbers[type] ?? type,
          outcome: kind,
          reason: record.message,
          user: record.userEmail ?? record.actingUserEmail ?? record.actingUserName,
          userId: record.actingUserId ?? record.userId ?? record.memberId,
          ip: record.ipAddress ?? record.ip,
          client: record.appName,
          device: record.deviceName,
        },
        context,
      );
    },
  },
};

/** The public API's other objects: members, groups, collections and policies. */
function isPart(record: JsonObject): boolean {
  if (typeof record.object !== 'string' || !parts.has(record.object)) return false;
  return 'externalId' in record || ('enabled' in record && 'type' in record);
}

const parts = new Set(['member', 'group', 'collection', 'policy']);

/** The CSV's names for the numbers. */
const numbers: Readonly<Record<string, string>> = {
  User_LoggedIn: '1000',
  User_FailedLogIn: '1005',
  User_FailedLogIn2fa: '1006',
  User_RequestedDeviceApproval: '1010',
  OrganizationUser_RejectedAuthRequest: '1514',
};

const kinds: Readonly<Record<string, Outcome>> = {
  1000: 'success',
  1005: 'failure',
  1006: 'failure',
  1010: 'interrupt',
  1514: 'failure',
};
