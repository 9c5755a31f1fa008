import type { Outcome } from '@turnaway/contracts/taxonomy';
import { type JsonObject, lengths, text } from '../read-fields.js';
import { type LineRule, matchRule } from './line-rules.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Bitwarden's event logs: the public API with type numbers, the web vault's CSV with type names; and the sentences that
 * a server of one's own writes, Bitwarden's or Vaultwarden's.
 * https://bitwarden.com/help/event-logs/ https://github.com/dani-garcia/vaultwarden/wiki/Fail2Ban-Setup
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
  text: {
    claims: ({ line }) => ownLine.test(line),

    read(line, context) {
      const found = matchRule(serverRules, line.line);
      if (found === null) return skipped('log line');
      const { user, ip, why } = found.values;
      return signIn(
        {
          system: 'bitwarden',
          record: line.line,
          time: clock.exec(line.line)?.[1],
          timeField: 'the line',
          code: found.rule.code,
          outcome: found.rule.outcome,
          reason: why,
          user,
          ip,
        },
        context,
      );
    },
  },
};

/** `[vaultwarden::api::identity][ERROR] …`, `[WRN] Failed login attempt. …`. */
const ownLine = /\[(?:vaultwarden|bitwarden_rs)::[\w:]{1,64}\]|\bFailed login attempt(?:, 2FA invalid)?\. /;
const clock = /^\[?(\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?: ?[+-]\d\d:?\d\d|Z)?)\]?(?=[ [])/;
const address = '(?<ip>[0-9A-Fa-f.:]{2,45}?)\\.?(?=\\s|$)';

function rule(code: string, outcome: Outcome, pattern: string): LineRule {
  return { code, outcome, pattern: new RegExp(pattern) };
}

const serverRules: readonly LineRule[] = [
  rule('1006', 'failure', `(?<why>Failed login attempt, 2FA invalid)\\. ${address}`),
  rule('1005', 'failure', `(?<why>Failed login attempt)\\. ${address}`),
  rule(
    '1005',
    'failure',
    `(?<why>Username or password is incorrect)\\. Try again\\. IP: ${address}(?: Username: (?<user>\\S{1,200}?)\\.?(?=\\s|$))?`,
  ),
  rule(
    '1006',
    'failure',
    `(?<why>Invalid (?:TOTP code|Yubikey|token)|Token is invalid)\\b.{0,120}? IP: ${address}`,
  ),
  rule('admin_token', 'failure', `(?<why>Invalid admin token)\\. IP: ${address}`),
  rule('1000', 'success', `User (?<user>\\S{1,200}) logged in successfully\\. IP: ${address}`),
];

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
