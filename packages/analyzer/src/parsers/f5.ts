import { type LineRule, matchRule } from './line-rules.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/** `01490107:5: /Common/portal:Common:9ef1dac1: AD module: …`: message, level, profile, partition, session. */
const apmHead =
  /(?:^|\s)(?:(?<number>014[0-9a-f]{5}):[0-7]: )?(?<profile>\/[A-Za-z0-9_.-]{1,64}\/[^\s:]{1,128}):(?<partition>[A-Za-z0-9_.-]{1,64}):(?<session>[0-9a-f]{6,12}): (?<message>.{1,4000})/;
const consoleLine = /\b(?:AUDIT - (?:pid=|user )|pam_audit\): |httpd\(mod_auth_pam\): )/;
const program = /^(?:apmd|apd|tmm\d{0,2}|eam|rba|websso\.?\d{0,2}|mcpd|tamd|aced|httpd)$/;
const message = /\b01[0-9a-f]{6}:[0-7]: /;

/**
 * F5 BIG-IP: Access Policy Manager's log and the audit of its consoles.
 * https://techdocs.f5.com/kb/en-us/products/big-ip_apm/manuals/product/apm-session-reporting.html
 */
export const f5: SystemParser = {
  system: 'f5-apm',
  text: {
    claims(line) {
      if (apmHead.test(line.line) || consoleLine.test(line.line)) return true;
      return message.test(line.line) && program.test(line.program ?? '');
    },

    read(line, context) {
      const parts = apmHead.exec(line.line)?.groups;
      const said = parts?.message ?? line.line;
      const found = matchRule(parts === undefined ? consoleRules : apmRules, said);
      if (found === null) return skipped(parts?.number ?? 'message');
      const { user, ip, why } = found.values;
      return signIn(
        {
          system: 'f5-apm',
          record: line.line,
          time: undefined,
          timeField: 'the header',
          code: found.rule.code,
          outcome: found.rule.outcome,
          reason: why ?? said,
          user,
          app: parts?.profile,
          resource: line.envelope.host,
          ip,
          correlationId: parts?.session,
          evidence: said,
        },
        context,
      );
    },
  },
};

function rule(code: string, outcome: LineRule['outcome'], pattern: string): LineRule {
  return { code, outcome, pattern: new RegExp(pattern, 'i') };
}

const quoted = "'(?<user>[^']{1,256})'";
const module =
  '^(?:AD|LDAP|RADIUS|TACACS\\+|Kerberos|CRLDP|SecurID|OTP|LocalDB|HTTP|OAuth|SAML|Client Cert)[A-Za-z ]{0,24}(?::|\\b)';

const apmRules: readonly LineRule[] = [
  rule(
    'authentication-failed',
    'failure',
    `${module}.{0,100}\\bauthenticat(?:e|ion) with ${quoted} (?:failed|in .{0,64}failed)[^:]{0,64}:? ?(?<why>.{0,300})`,
  ),
  rule(
    'authentication-successful',
    'success',
    `${module}.{0,100}\\bauthenticat(?:e|ion) with ${quoted} success`,
  ),
  rule(
    'authentication-failed',
    'failure',
    `${module}.{0,100}\\bauthentication (?:failed|error)[^']{0,64}(?:${quoted})?(?<why>.{0,300})`,
  ),
  rule(
    'login-limit-reached',
    'failure',
    '\\bmaximum (?:number of )?(?:concurrent )?(?:user )?(?:sessions|logon attempts).{0,100}(?:reached|exceeded)',
  ),
  rule(
    'access-policy-denied',
    'failure',
    "^Following rule '[^']{0,128}' from item '(?<why>[^']{0,128})' to ending '[^']{0,64}Deny",
  ),
  rule(
    'access-policy-allowed',
    'success',
    "^Following rule '[^']{0,128}' from item '[^']{0,128}' to ending '[^']{0,64}Allow",
  ),
  rule('access-policy-denied', 'failure', '^Access policy result: (?<why>Logon_Deny|Deny|None)'),
  rule('access-policy-allowed', 'success', '^Access policy result: \\S'),
];

const consoleRules: readonly LineRule[] = [
  rule(
    'console-login-failed',
    'failure',
    'User=(?<user>\\S{1,128}) tty=\\S{1,64} host=(?<ip>\\S{1,64}) (?<why>failed to login after \\d{1,4} attempts)',
  ),
  rule(
    'console-login-successful',
    'success',
    '(?:mod_auth_pam|sshd\\(pam_audit)\\): user=(?<user>[^\\s(]{1,128})(?:\\([^)]{0,128}\\))? partition=.{0,128} host=(?<ip>\\S{1,64}) attempts=\\d{1,4} start="[^"]{1,64}"(?!.{0,8}end=)',
  ),
];
