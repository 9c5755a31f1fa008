import { type LineRule, matchRule } from './line-rules.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/** `02/17/2026:07:32:36 GMT adc1 0-PPE-0 : default AAA LOGIN_FAILED 14861134 0 : …`. */
const head =
  /(?<time>\d\d\/\d\d\/\d{4}:\d\d:\d\d:\d\d(?: {1,3}[A-Z]{3,4})?)\s{1,4}(?<node>\S{0,128}?)\s{0,4}\d-PPE-\d{1,3} : (?:[A-Za-z0-9_-]{1,64} )?(?<module>[A-Z][A-Za-z_]{1,24}) (?<event>[A-Za-z_]{2,48}) \d{1,12} \d{1,4} :\s{0,4}(?<message>.{0,4000})/;

/**
 * Citrix ADC (NetScaler): AAA, Gateway (SSLVPN) and the consoles.
 * https://developer-docs.netscaler.com/en-us/netscaler-syslog-message-reference/current-release/
 */
export const citrixAdc: SystemParser = {
  system: 'citrix-adc',
  text: {
    claims: ({ line }) => head.test(line),

    read(line, context) {
      const parts = head.exec(line.line)?.groups ?? {};
      const said = `${parts.module ?? ''} ${parts.event ?? ''} ${parts.message ?? ''}`;
      const found = matchRule(rules, said);
      if (found === null) return skipped(`${parts.module ?? ''} ${parts.event ?? ''}`);
      const { user, ip, why, server } = found.values;
      return signIn(
        {
          system: 'citrix-adc',
          record: line.line,
          time: parts.time?.replace(/\s{1,4}/, ' '),
          timeField: 'the line',
          code: found.rule.code,
          outcome: found.rule.outcome,
          reason: why ?? parts.message,
          user,
          app: server ?? parts.module,
          resource: parts.node || line.envelope.host,
          ip,
          client: /Browser_type "([^"]{1,200})/.exec(said)?.[1],
          correlationId: /\bSessionId: ?(\d{1,12})/.exec(said)?.[1],
        },
        context,
      );
    },
  },
};

function rule(code: string, outcome: LineRule['outcome'], pattern: string): LineRule {
  return { code, outcome, pattern: new RegExp(pattern) };
}

const user = '[Uu]ser:? ?(?<user>\\S{1,256})';
/** Behind a proxy the client's own field may be empty. */
const ip =
  '(?:Client_ip  - X-Forwarded-For_ip|Client_ip|Remote_ip|client ip) ?:? ?(?<ip>[0-9A-Fa-f.:]{2,45})';

const rules: readonly LineRule[] = [
  rule(
    'LOGIN_FAILED',
    'failure',
    `^\\S{2,24} LOGIN_FAILED .{0,200}?${user} - ${ip}(?:.{0,200}?Failure_reason "(?<why>[^"]{0,300}))?`,
  ),
  rule(
    'LOGIN',
    'success',
    `^(?:SSLVPN|AAATM|AAA) LOGIN .{0,300}?${user} - ${ip}(?:.{0,200}?Vserver (?<server>[0-9A-Fa-f.:]{2,45}))?`,
  ),
  rule(
    'AUTHENTICATION_REJECTED',
    'failure',
    `^\\S{2,24} Message .{0,16}Authentication is rejected for (?<user>\\S{1,256}) \\(${ip}(?:.{0,200}?extended error, if any : (?<why>[^"]{1,300}))?`,
  ),
  rule(
    'AUTHENTICATION_ACCEPTED',
    'success',
    `^\\S{2,24} Message .{0,16}Authentication is accepted for (?<user>\\S{1,256}) \\(${ip}`,
  ),
  rule(
    'CONSOLE_LOGIN_FAILED',
    'failure',
    `CMD_EXECUTED .{0,16}${user} - (?:.{0,64})?${ip} - Command "login .{0,256}?" - Status "ERROR: (?<why>[^"]{0,300})`,
  ),
  rule(
    'CONSOLE_LOGIN',
    'success',
    `CMD_EXECUTED .{0,16}${user} - (?:.{0,64})?${ip} - Command "login .{0,256}?" - Status "Success`,
  ),
];
