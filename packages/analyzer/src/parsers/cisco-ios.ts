import { type LineRule, matchRule } from './line-rules.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/** `%SEC_LOGIN-4-LOGIN_FAILED:`: a facility, a severity and a mnemonic. */
const head =
  /%(?<mnemonic>[A-Z][A-Z0-9_]{1,31}(?:-[A-Z][A-Z0-9_]{0,31}){0,3}-[0-7]-[A-Z0-9_]{2,48})\s?:\s{0,2}/;

/**
 * Syslog of Cisco's routers and switches: IOS, IOS XE, IOS XR and NX-OS, with any header or none. Mnemonics:
 * https://www.cisco.com/c/en/us/td/docs/ios-xml/ios/sec_usr_cfg/configuration/xe-16/sec-usr-cfg-xe-16-book/sec-login-enhance.html
 */
export const ciscoIos: SystemParser = {
  system: 'cisco-ios',
  text: {
    claims(line) {
      return head.test(line.line);
    },

    read(line, context) {
      const match = head.exec(line.line);
      const mnemonic = match?.groups?.mnemonic ?? '';
      const message = line.line.slice((match?.index ?? 0) + (match?.[0].length ?? 0));
      const found = matchRule(rules, `${mnemonic} ${message}`);
      if (found === null) return skipped(mnemonic);
      const { user, ip, why, port } = found.values;
      return signIn(
        {
          system: 'cisco-ios',
          record: line.line,
          time: clockBefore(line.line.slice(0, match?.index), message),
          timeField: 'the header',
          code: found.rule.code,
          outcome: found.rule.outcome,
          reason: why ?? message,
          user,
          app: port,
          resource: line.envelope.host,
          ip,
        },
        context,
      );
    },
  },
};

/** The device's own clock, with a zone or none: `45: rtr1: .Mar  1 08:15:30.123 CET: %…`, `: 2026 Mar  1 08:15:30 UTC: %…`. */
const clock =
  /(?<set>[*.]?)(?<clock>(?:\d{4} )?[A-Z][a-z]{2} {1,2}\d{1,2}(?: \d{4})? \d\d:\d\d:\d\d(?:\.\d{1,9})?(?: [A-Z]{2,4})?):? {0,2}(?:[^\s%]{1,64} {0,2}){0,2}$/;

/** `undefined` where the header has none, or the device marks it as never set. */
function clockBefore(head: string, sentence: string): string | undefined {
  const found = clock.exec(head)?.groups;
  return found?.set === '*' ? undefined : withYear(found?.clock, sentence);
}

/** `… at 12:06:03 MST Wed Mar 24 2026`: sentences about sign-ins end with the whole date. */
const dateAtEnd =
  / at \d\d:\d\d:\d\d \S{1,8} [A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) {1,2}\d{1,2} (?<year>\d{4})/;

/** The header may be in another zone than the sentence, and at New Year in another year: then it stays without one. */
function withYear(clock: string | undefined, sentence: string): string | undefined {
  const date = dateAtEnd.exec(sentence)?.groups;
  if (clock === undefined || date === undefined || /\d{4}/.test(clock.replace(/[:.]\d+/g, ''))) return clock;
  return clock.startsWith(`${date.month} `) ? clock.replace(/ (?=\d\d:)/, ` ${date.year} `) : clock;
}

const source = '(?<ip>[0-9A-Fa-f.:]{2,45})';
const named = "'(?<user>[^']{0,128})'";

function rule(code: string, outcome: LineRule['outcome'], pattern = '(?!)', start = code): LineRule {
  return { code, outcome, pattern: new RegExp(`^${start} (?:${pattern}|)`) };
}

const login =
  '[^[]{0,128}\\[user: ?(?<user>[^\\]]{0,128})\\](?: \\[Source: ?(?<ip>[^\\]]{0,45})\\])?(?: \\[localport: ?[^\\]]{0,8}\\])?(?: \\[Reason: ?(?<why>[^\\]]{0,200})\\])?';
const sshUser =
  "User '(?<user>[^']{0,128})' authentication for SSH2? Session from (?<ip>[0-9A-Fa-f.:]{2,45})";
/** Network access has a hardware address for a user. */
const client = '[^(]{0,128}\\((?<user>[^)]{1,64})\\) on Interface (?<port>\\S{1,64})';

const rules: readonly LineRule[] = [
  rule('SEC_LOGIN-4-LOGIN_FAILED', 'failure', login),
  rule('SEC_LOGIN-5-LOGIN_SUCCESS', 'success', login),
  rule('SEC_LOGIN-1-QUIET_MODE_ON', 'failure', login),
  {
    code: 'SSH-5-SSH2_USERAUTH',
    outcome: 'failure',
    pattern: new RegExp(`^SSH-5-SSH2?_USERAUTH ${sshUser}.{0,200} (?<why>Failed)\\b`),
  },
  {
    code: 'SSH-5-SSH2_USERAUTH_succeeded',
    outcome: 'success',
    pattern: new RegExp(`^SSH-5-SSH2?_USERAUTH ${sshUser}.{0,200} Succeeded\\b`),
  },
  ...['AUTHMGR', 'DOT1X', 'MAB'].flatMap((facility) => [
    rule(`${facility}-5-FAIL`, 'failure', client),
    rule(`${facility}-5-SUCCESS`, 'success', client),
  ]),
  rule('DMI-5-AUTHENTICATION_FAILED', 'failure', `.{0,64}Authentication failure from ${source}`),
  rule('DMI-5-AUTH_PASSED', 'success', `.{0,64}User ${named} authenticated successfully from ${source}`),
  rule(
    'SYS-5-PRIV_AUTH_FAIL',
    'failure',
    `Authentication to privilege level \\d{1,2} failed by (?<user>\\S{1,128}) on \\S{1,16} \\(${source}`,
  ),
  rule(
    'SECURITY-LOGIN-4-AUTHEN_FAILED',
    'failure',
    `Failed authentication attempt by user ${named} from '${source}'`,
    'SECURITY-(?:LOGIN-4-AUTHEN_FAILED|SSHD-4-INFO_FAILURE)',
  ),
  rule(
    'SECURITY-LOGIN-6-AUTHEN_SUCCESS',
    'success',
    `Successfully authenticated user ${named} from '${source}'`,
    'SECURITY-(?:LOGIN-6-AUTHEN_SUCCESS|SSHD-6-INFO_SUCCESS)',
  ),
  {
    code: 'AUTHPRIV-3-SYSTEM_MSG',
    outcome: 'failure',
    pattern:
      /^(?:AUTHPRIV|DAEMON)-3-SYSTEM_MSG .{0,64}Authentication (?:failed|failure) for (?:illegal user |user )?(?<user>\S{1,128}) from (?<ip>[0-9A-Fa-f.:]{2,45})/,
  },
];
