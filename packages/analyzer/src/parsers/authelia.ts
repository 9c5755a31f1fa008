import { readPairs } from '../frame/pairs.js';
import { type JsonObject, lengths, text } from '../read-fields.js';
import { type LineRule, matchRule } from './line-rules.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Authelia's log, as JSON and as text (`time="…" level=error msg="…"`). Passed sign-ins are in it at the level `debug`.
 * https://www.authelia.com/configuration/miscellaneous/logging/
 */
export const authelia: SystemParser = {
  system: 'authelia',
  json: {
    claims: ({ msg, level, path }) =>
      typeof msg === 'string' &&
      typeof level === 'string' &&
      typeof path === 'string' &&
      factorPath.test(path),
    read: (record, context) => readEntry(record, record, context),
  },
  text: {
    claims: ({ line }) => textForm.test(line),
    read: ({ line }, context) => readEntry(readPairs(line), line, context),
  },
};

const factorPath = /^\/api\/(?:first|second)factor\b/;
const textForm =
  /\blevel=[a-z]{4,7} msg="(?:[^"\\]|\\.){0,1000}" .{0,600}\bpath="?\/api\/(?:first|second)factor\b/;

function readEntry(entry: JsonObject, record: unknown, context: ReadContext): Reading {
  const found = matchRule(rules, text(entry.msg, lengths.reason) ?? '');
  if (found === null) return skipped('log line');
  return signIn(
    {
      system: 'authelia',
      record,
      time: entry.time,
      timeField: 'time',
      code: found.rule.code,
      outcome: found.rule.outcome,
      reason: text(entry.error, lengths.reason) ?? entry.msg,
      user: found.values.user,
      ip: entry.remote_ip,
      interactive: true,
    },
    context,
  );
}

const named = "'(?<user>[^']{0,256})'";

function rule(code: string, outcome: LineRule['outcome'], pattern: string): LineRule {
  return { code, outcome, pattern: new RegExp(pattern, 'i') };
}

const factors = ['1FA', 'TOTP', 'Duo', 'WebAuthn', 'U2F'];

const rules: readonly LineRule[] = [
  rule(
    'banned',
    'failure',
    `^Unsuccessful \\w{2,16} authentication attempt by user ${named} and they are banned`,
  ),
  rule(
    'unknown_user',
    'failure',
    `^Unsuccessful 1FA authentication attempt by user ${named}: user not found`,
  ),
  rule('unknown_user', 'failure', `^Error occurred getting details for user with username input ${named}`),
  ...factors.flatMap((factor) => [
    rule(`${factor}_failed`, 'failure', `^Unsuccessful ${factor} authentication attempt by user ${named}`),
    rule(`${factor}_passed`, 'success', `^Successful ${factor} authentication attempt made by user ${named}`),
  ]),
];
