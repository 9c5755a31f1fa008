import { lengths, text } from '../read-fields.js';
import { type LineRule, matchRule } from './line-rules.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * nextcloud.log and audit.log of Nextcloud, and owncloud.log, which has the same form.
 * https://docs.nextcloud.com/server/latest/admin_manual/configuration_server/logging_configuration.html
 */
export const nextcloud: SystemParser = {
  system: 'nextcloud',
  json: {
    claims(record) {
      return 'reqId' in record && 'remoteAddr' in record && 'message' in record;
    },

    read(record, context) {
      const message = text(record.message, lengths.reason) ?? '';
      const match = matchRule(rules, message);
      if (match === null) return skipped(text(record.app, 64) ?? 'log line');
      const { rule, values } = match;
      return signIn(
        {
          system: 'nextcloud',
          // One request may log several lines, so the request's id is no event's id.
          record,
          time: record.time,
          timeField: 'time',
          code: rule.code,
          outcome: rule.outcome,
          reason: message,
          user: values.user ?? knownUser(record.user),
          app: record.app === 'admin_audit' ? undefined : record.app,
          ip: values.ip ?? record.remoteAddr,
          client: record.userAgent,
          requestId: record.reqId,
        },
        context,
      );
    },
  },
};

/** `--` stands for nobody signed in. */
function knownUser(user: unknown): unknown {
  return user === '--' ? undefined : user;
}

/** Messages that decide a sign-in. The address in the text is the person's; `remoteAddr` may be a proxy's. */
const rules: readonly LineRule[] = [
  {
    code: 'Login failed',
    outcome: 'failure',
    pattern: /^Login failed: '?(?<user>[^']{0,200}?)'? \(Remote IP: '?(?<ip>[^')]{2,60})'?\)/,
  },
  {
    code: 'Login failed',
    outcome: 'failure',
    pattern: /^Login failed: (?:user )?["']?(?<user>[^"']{1,200})/,
  },
  { code: 'Login successful', outcome: 'success', pattern: /^Login successful: ["']?(?<user>[^"']{1,200})/ },
  {
    code: 'Two factor failed',
    outcome: 'failure',
    pattern:
      /^(?:Failed two factor attempt by user|Two-factor challenge failed:) .{0,200}?(?:\((?<user>[^)]{1,200})\)|$)/,
  },
  {
    code: 'Two factor successful',
    outcome: 'success',
    pattern: /^Successful two factor attempt by user .{0,200}?\((?<user>[^)]{1,200})\)/,
  },
  {
    code: 'Bruteforce attempt',
    outcome: 'failure',
    pattern: /^Bruteforce attempt from ["'](?<ip>[^"']{2,60})["'] detected for action ["']login["']/i,
  },
];
